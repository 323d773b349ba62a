import type { RoleName } from '#shared/access/roles.ts';
import { stableId } from '#shared/domain/ids.ts';
import { randomFrom } from '#shared/domain/random.ts';
import type { Branch } from '#shared/model/reference.ts';
import type { NewUser } from '../../../db/bulk-write-organisation.ts';
import { inventCzechName } from './names.ts';
import type { BerkaBank } from './read-bank.ts';
import type { Client, District } from './rows.ts';

export interface Team {
  readonly branch: Branch;
  readonly clients: number;
  readonly teller: NewUser;
  readonly managers: readonly NewUser[];
  /** Only where there is a team to lead. */
  readonly head: NewUser | undefined;
}

export interface BerkaOrganisation {
  readonly branches: readonly Branch[];
  readonly people: readonly NewUser[];
  /** By district. */
  readonly teams: ReadonlyMap<number, Team>;
}

export const berkaId = (kind: string, id: string | number) => stableId(`berka:${kind}:${id}`);

const CLIENTS_PER_MANAGER = 120;
const CLIENTS_FOR_A_HEAD = 100;

/**
 * The data name districts, not branches or people: each district becomes a branch, and gets a teller, as many
 * relationship managers as its clients need, and where it is large a branch manager.
 */
export function organisationOf(bank: Pick<BerkaBank, 'districts' | 'clients'>): BerkaOrganisation {
  const headOffice = unit('HQ', 'Berka Bank', 'head_office');
  const regions = new Map<string, Branch>();
  for (const { region } of bank.districts.values()) {
    if (!regions.has(region))
      regions.set(region, unit(`R${regions.size + 1}`, region, 'region', headOffice.id));
  }
  const clientsOf = new Map<number, number>();
  for (const { districtId } of bank.clients.values()) {
    clientsOf.set(districtId, (clientsOf.get(districtId) ?? 0) + 1);
  }
  const teams = new Map(
    [...bank.districts.values()].map((district) => {
      const parent = regions.get(district.region) ?? headOffice;
      return [district.id, teamOf(district, parent, clientsOf.get(district.id) ?? 0)] as const;
    }),
  );
  const staffed = [...teams.values()];
  return {
    branches: [headOffice, ...regions.values(), ...staffed.map(({ branch }) => branch)],
    people: [
      person('bk-analyst', 'analyst', headOffice),
      person('bk-admin', 'it_admin', headOffice),
      person('bk-auditor', 'auditor', headOffice),
      ...staffed.flatMap(({ teller, managers, head }) => [teller, ...managers, ...(head ? [head] : [])]),
    ],
    teams,
  };
}

function teamOf(district: District, region: Branch, clients: number): Team {
  const branch = unit(String(district.id), district.name, 'branch', region.id);
  const managers = Math.max(1, Math.round(clients / CLIENTS_PER_MANAGER));
  return {
    branch,
    clients,
    teller: person(`bk-teller-${district.id}`, 'teller', branch),
    managers: Array.from({ length: managers }, (_, i) =>
      person(`bk-manager-${district.id}${i === 0 ? '' : `-${i + 1}`}`, 'relationship_manager', branch),
    ),
    head:
      clients >= CLIENTS_FOR_A_HEAD
        ? person(`bk-branch-${district.id}`, 'branch_manager', branch)
        : undefined,
  };
}

function unit(code: string, name: string, level: Branch['level'], parentId?: string): Branch {
  const parent = parentId === undefined ? {} : { parentId };
  return {
    id: berkaId('branch', code),
    kind: 'branch',
    code: `BK-${code}`,
    name,
    nameEn: name,
    level,
    ...parent,
  };
}

function person(username: string, role: RoleName, branch: Branch): NewUser {
  const random = randomFrom(`berka staff ${username}`);
  const name = inventCzechName(random, random.chance(0.5) ? 'female' : 'male', random.int(1955, 1975));
  const id = berkaId('staff', username);
  return { id, kind: 'staff', code: username, name, nameEn: name, role, branchId: branch.id, username };
}

/** One client in ten belongs to the branch alone; the others have one of its managers. */
export function managerOf(team: Team, client: Client): NewUser | undefined {
  const random = randomFrom(`berka manager ${client.id}`);
  return random.chance(0.9) ? random.pick(team.managers) : undefined;
}
