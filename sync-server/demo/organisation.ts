import type { RoleName } from '#shared/access/roles.ts';
import { likelyReading } from '#shared/domain/names.ts';
import { type Random, randomFrom } from '#shared/domain/random.ts';
import type { Branch, Staff } from '#shared/model/reference.ts';
import { demoId } from './ids.ts';
import { inventName } from './names.ts';
import { demoFloater, demoPeople } from './people.ts';

/** A made-up bank of a made-up province: head office, four regions, twelve branches. */
const regions = [
  {
    code: 'R1',
    name: '滨江分行',
    nameEn: 'Binjiang Region',
    branches: [
      ['滨江望江支行', 'Wangjiang Branch'],
      ['滨江江心洲支行', 'Jiangxinzhou Branch'],
      ['滨江钟楼支行', 'Zhonglou Branch'],
    ],
  },
  {
    code: 'R2',
    name: '云湖分行',
    nameEn: 'Yunhu Region',
    branches: [
      ['云湖新城支行', 'Yunhu New Town Branch'],
      ['云湖柳浦支行', 'Liupu Branch'],
      ['云湖书院路支行', 'Shuyuan Road Branch'],
    ],
  },
  {
    code: 'R3',
    name: '青原分行',
    nameEn: 'Qingyuan Region',
    branches: [
      ['青原石桥支行', 'Shiqiao Branch'],
      ['青原梅岭支行', 'Meiling Branch'],
      ['青原高新区支行', 'Qingyuan Hi-Tech Branch'],
    ],
  },
  {
    code: 'R4',
    name: '南屏分行',
    nameEn: 'Nanping Hills Region',
    branches: [
      ['南屏枫桥支行', 'Fengqiao Branch'],
      ['南屏东港支行', 'Donggang Branch'],
      ['南屏竹溪支行', 'Zhuxi Branch'],
    ],
  },
] as const;

export interface Person extends Staff {
  readonly username: string;
}

export interface BranchTeam {
  readonly branch: Branch;
  /** The town that the branch's customers live in. */
  readonly town: string;
  readonly tellers: readonly Person[];
  readonly managers: readonly Person[];
  readonly head: Person;
}

export interface Organisation {
  readonly branches: readonly Branch[];
  readonly people: readonly Person[];
  readonly teams: readonly BranchTeam[];
}

const TELLERS = 5;
const MANAGERS = 6;

/** Everyone and every place of the demo bank, 17 units and 151 people. The published sign-ins are among them. */
export function organisationOf(seed: number): Organisation {
  const headOffice = unit(seed, 'HQ', '江岚银行总行', 'Jianglan Bank Head Office', 'head_office');
  const branches = [headOffice];
  const teams: BranchTeam[] = [];
  const staffing = new Staffing(seed);
  for (const region of regions) {
    const regional = unit(seed, region.code, region.name, region.nameEn, 'region', headOffice.id);
    branches.push(regional);
    for (const [name, nameEn] of region.branches) {
      const branch = unit(seed, `B${101 + teams.length}`, name, nameEn, 'branch', regional.id);
      branches.push(branch);
      teams.push({
        branch,
        town: name.slice(0, 2),
        tellers: staffing.hire(branch, 'teller', TELLERS),
        managers: staffing.hire(branch, 'relationship_manager', MANAGERS),
        head: staffing.hireOne(branch, 'branch_manager'),
      });
    }
  }
  staffing.hire(headOffice, 'analyst', 3);
  staffing.hire(headOffice, 'it_admin', 2);
  staffing.hire(headOffice, 'auditor', 2);
  return { branches, people: staffing.people, teams };
}

function unit(
  seed: number,
  code: string,
  name: string,
  nameEn: string,
  level: Branch['level'],
  parentId?: string,
): Branch {
  const id = demoId(seed, 'branch', code);
  return { id, kind: 'branch', code, name, nameEn, level, ...(parentId === undefined ? {} : { parentId }) };
}

/** Hires people in a fixed order: the published ones first, wherever their role and branch come up. */
class Staffing {
  readonly people: Person[] = [];
  private readonly published = [...demoPeople];
  private readonly usernames = new Set<string>([...demoPeople, demoFloater].map((person) => person.username));
  private readonly random: Random;
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
    this.random = randomFrom(`demo ${seed} staff`);
  }

  hire(branch: Branch, role: RoleName, count: number): Person[] {
    return Array.from({ length: count }, () => this.hireOne(branch, role));
  }

  hireOne(branch: Branch, role: RoleName): Person {
    const known = this.published.findIndex((person) => person.role === role && person.branch === branch.code);
    const [published] = known >= 0 ? this.published.splice(known, 1) : [];
    const name =
      published?.name ??
      inventName(this.random, this.random.chance(0.55) ? 'female' : 'male', this.random.int(1975, 2001));
    const code = `E${String(10_001 + this.people.length)}`;
    const username = published?.username ?? this.freeUsername(name);
    const person: Person = {
      id: demoId(this.seed, 'staff', code),
      kind: 'staff',
      code,
      name,
      nameEn: romanised(name),
      role,
      branchId: branch.id,
      username: code === demoFloater.code ? demoFloater.username : username,
    };
    this.people.push(person);
    return person;
  }

  private freeUsername(name: string): string {
    const [surname = 'staff', ...given] = likelyReading([...name], 'retail');
    const initials = given.map((syllable) => syllable.slice(0, 1)).join('');
    const stem = `${surname}${initials}`.replace(/[^a-z]/g, '') || 'staff';
    let username = stem;
    for (let n = 2; this.usernames.has(username); n++) username = `${stem}${n}`;
    this.usernames.add(username);
    return username;
  }
}

/** 李婷 → `Li Ting`, 欧阳明 → `Ouyang Ming`. */
function romanised(name: string): string {
  const reading = likelyReading([...name], 'retail');
  const surname = [...name].length > 3 ? 2 : 1;
  const words = [reading.slice(0, surname).join(''), reading.slice(surname).join('')];
  return words
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}
