import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = fileURLToPath(new URL('../../deploy/prometheus/', import.meta.url));

const labels = z.record(z.string(), z.string());
const rulesFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ alert: z.string(), expr: z.string(), labels, annotations: labels })),
    }),
  ),
});
const testFile = z.object({
  rule_files: z.array(z.string()),
  tests: z.array(
    z.object({
      name: z.string(),
      alert_rule_test: z.array(
        z.object({
          alertname: z.string(),
          exp_alerts: z.array(z.object({ exp_labels: labels, exp_annotations: labels })),
        }),
      ),
    }),
  ),
});

type Rule = z.infer<typeof rulesFile>['groups'][number]['rules'][number];
type Case = z.infer<typeof testFile>['tests'][number]['alert_rule_test'][number];

let rules: Rule[];
let cases: Case[];
let files: string[];

beforeAll(async () => {
  const read = async (file: string): Promise<unknown> =>
    parse(await readFile(path.join(folder, file), 'utf8'));
  rules = rulesFile.parse(await read('branchline.rules.yml')).groups.flatMap((group) => group.rules);
  files = (await readdir(folder)).filter((file) => file.endsWith('.test.yml'));
  const tests = await Promise.all(files.map(async (file) => testFile.parse(await read(file))));
  for (const { rule_files } of tests) expect(rule_files).toEqual(['branchline.rules.yml']);
  cases = tests.flatMap((one) => one.tests.flatMap((test) => test.alert_rule_test));
});

/** Looked for rather than named: it is Prometheus's own, and no part of this project. */
const promtool = spawnSync('promtool', ['--version']).status === 0;

describe('the alerts for Prometheus', () => {
  it('have each a case in which they fire, with all that they say, and one in which they are silent', () => {
    expect(rules.length).toBeGreaterThan(30);
    for (const { alert, ...rule } of rules) {
      const own = cases.filter(({ alertname }) => alertname === alert);
      const fired = own.flatMap(({ exp_alerts }) => exp_alerts);
      expect(fired.length, `${alert} is never expected to fire`).toBeGreaterThan(0);
      expect(
        own.some(({ exp_alerts }) => exp_alerts.length === 0),
        `${alert} is never expected to be silent`,
      ).toBe(true);
      for (const { exp_labels, exp_annotations } of fired) {
        expect(exp_labels, alert).toMatchObject(rule.labels);
        expect(exp_annotations, alert).toEqual(rule.annotations);
      }
    }
    const known = new Set(rules.map(({ alert }) => alert));
    expect(cases.map(({ alertname }) => alertname).filter((name) => !known.has(name))).toEqual([]);
  });

  it.skipIf(!promtool)(
    'do so in Prometheus (skipped on a machine without promtool)',
    { timeout: 180_000 },
    () => {
      for (const args of [
        ['check', 'rules', 'branchline.rules.yml'],
        ['test', 'rules', ...files],
      ]) {
        const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
        expect(status, `${stdout}\n${stderr}`).toBe(0);
      }
    },
  );
});
