import type { RoleName } from '#shared/access/roles.ts';

/** Published on purpose: the server refuses demo accounts anywhere but on loopback. */
export const DEMO_PASSWORD = 'branchline-demo';

export interface DemoPerson {
  readonly username: string;
  readonly name: string;
  readonly role: RoleName;
  /** The code of the branch. */
  readonly branch: string;
  readonly branchName: string;
}

/** A teller who works at two branches: asked at each sign-in at which. One of the invented people, by staff number. */
export const demoFloater = { code: 'E10005', username: 'floater', alsoAt: 'B102' } as const;

/** The people whose sign-ins are printed: one of each role, and a second teller and manager beside the first. */
export const demoPeople: readonly DemoPerson[] = [
  { username: 'teller', name: '李婷', role: 'teller', branch: 'B101', branchName: '滨江望江支行' },
  { username: 'teller2', name: '周佳琪', role: 'teller', branch: 'B101', branchName: '滨江望江支行' },
  {
    username: 'manager',
    name: '陈志远',
    role: 'relationship_manager',
    branch: 'B101',
    branchName: '滨江望江支行',
  },
  {
    username: 'manager2',
    name: '曾晓燕',
    role: 'relationship_manager',
    branch: 'B101',
    branchName: '滨江望江支行',
  },
  { username: 'branch', name: '王建国', role: 'branch_manager', branch: 'B101', branchName: '滨江望江支行' },
  { username: 'analyst', name: '林若曦', role: 'analyst', branch: 'HQ', branchName: '江岚银行总行' },
  { username: 'admin', name: '赵凯', role: 'it_admin', branch: 'HQ', branchName: '江岚银行总行' },
  { username: 'auditor', name: '孙慧敏', role: 'auditor', branch: 'HQ', branchName: '江岚银行总行' },
];
