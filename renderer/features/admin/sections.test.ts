import { describe, expect, it } from 'vitest';
import { sectionsOf } from './sections.ts';

describe('the administration', () => {
  it('shows each role what it may do there, and those who administer nothing nothing', () => {
    expect(sectionsOf('branch_manager')).toEqual(['reassign', 'covers', 'restrictions', 'people', 'merge']);
    expect(sectionsOf('it_admin')).toEqual([
      'reassign',
      'covers',
      'people',
      'branches',
      'roles',
      'dictionaries',
      'policy',
      'merge',
    ]);
    expect(sectionsOf('auditor')).toEqual(['restrictions']);
    for (const role of ['teller', 'relationship_manager', 'analyst'] as const)
      expect(sectionsOf(role)).toEqual([]);
  });
});
