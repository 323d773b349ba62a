import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that start whole programs again and again: a minute each. */
const SLOW = [
  '/e2e/commands/start.',
  '/operations/upgrade.',
  '/db/embedded.',
  '/test/restore-drill.',
  'sync-server/shutdown.',
];

/**
 * The order of a run that knows nothing of an earlier one, as in CI. By itself Vitest begins with the largest files;
 * the slowest one was small, came last, and left one of two cores idle.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = SLOW.findIndex((part) => moduleId.includes(part));
      return at < 0 ? SLOW.length : at;
    };
    // Projects run one after the other, in the order that Vitest gives them.
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) =>
      sorted.filter((file) => file.project === project).sort((one, other) => rank(one) - rank(other)),
    );
  }
}
