import { dateOfDay, dayPlusMonths } from '#shared/domain/day-number.ts';
import type { Random } from '#shared/domain/random.ts';
import type { Customer } from '#shared/model/customer.ts';
import { type DemoBank, yuan } from './bank.ts';
import { lists } from './dictionaries.ts';
import { residentIdOf } from './identity.ts';
import { customerIdOf, lifecycleOf, managerOf, type RetailMember } from './member.ts';
import { inventGivenName, inventName, type Sex, shownNameOf, surnameOf } from './names.ts';
import type { BranchTeam } from './organisation.ts';
import { inventHome, landline, mobileOf } from './places.ts';

/** What is settled by the family that somebody belongs to. */
export interface Family {
  readonly age?: number;
  readonly sex?: Sex;
  readonly address?: string;
  readonly married?: boolean;
  /** A child takes over this person's surname. */
  readonly parent?: string;
}

export function inventPerson(
  bank: DemoBank,
  index: number,
  team: BranchTeam,
  random: Random,
  family: Family = {},
): RetailMember {
  const age = family.age ?? Math.round(Math.min(88, Math.max(18, 44 + 15 * random.normal())));
  const sex = family.sex ?? (random.chance(0.51) ? 'female' : 'male');
  const born = dayPlusMonths(bank.today, -12 * age) - random.int(0, 364);
  const bornIn = Number(dateOfDay(born).slice(0, 4));
  const surname = family.parent === undefined ? undefined : surnameOf(family.parent);
  const working = age >= 20 && age < 60;
  const income = age < 18 ? 0 : Math.exp(11.5 + 0.55 * random.normal()) * (working ? 1 : 0.5);
  const lifecycle = age < 18 ? 'active' : lifecycleOf(random);
  const fortune = Math.exp(0.9 * random.normal()) * (random.chance(0.012) ? 14 : 1);
  const manager = managerOf(index, team, 0.85, random);
  const name =
    surname === undefined ? inventName(random, sex, bornIn) : surname + inventGivenName(random, sex, bornIn);
  return {
    kind: 'retail',
    index,
    id: customerIdOf(bank, index),
    team,
    manager,
    lifecycle: index < 5 ? 'active' : lifecycle,
    name: shownNameOf(index, sex) ?? name,
    born,
    age,
    sex,
    income,
    wealth: Math.max(3000, income * Math.max(0.05, (age - 20) / 14) * fortune),
    address: family.address ?? inventHome(random, team.town),
    married: family.married ?? (age > 24 && random.chance(0.7)),
  };
}

const employers =
  '精工机械有限公司 第一人民医院 实验中学 软件园 供电公司 市政务服务中心 百味食品有限公司 港务集团 第二纺织厂 万家连锁超市 顺达物流有限公司 建工集团'.split(
    ' ',
  );
const remarks = [
  '为人谨慎，决定前会与家人商量。',
  '关注利率变化，到期前一周联系为宜。',
  '子女在外地工作，习惯到网点办理。',
  '对手机银行不熟悉，需耐心指导。',
  '曾咨询过购房贷款，持观望态度。',
  '喜欢书法，常来参加网点活动。',
  '时间较紧，请先发微信再打电话。',
];

/** The customer's own document. Grade and opening date come from what the customer holds. */
export function retailCustomer(
  bank: DemoBank,
  member: RetailMember,
  random: Random,
  derived: Pick<Customer, 'grade' | 'openedOn'>,
): Customer {
  const { index, age } = member;
  const adult = age >= 18;
  const foreign = adult && random.chance(0.008);
  const mobile = adult || random.chance(0.3) ? mobileOf(index, random) : undefined;
  return {
    id: member.id,
    customerId: member.id,
    customerNo: String(1_000_000_001 + index),
    kind: 'retail',
    name: member.name,
    branchId: member.team.branch.id,
    ...(member.manager === undefined ? {} : { managerId: member.manager.id }),
    lifecycle: member.lifecycle,
    ...derived,
    idType: foreign ? 'passport' : 'resident_id',
    idNumber: foreign ? `E${String(10_000_000 + index)}` : residentIdOf(index, member.born, member.sex),
    ...(random.chance(0.7) ? { idExpiresOn: dateOfDay(bank.today + random.int(-60, 5500)) } : {}),
    ...(mobile === undefined ? {} : { mobile }),
    ...(random.chance(0.12) ? { homePhone: landline(random) } : {}),
    ...(adult && random.chance(0.25) ? { email: `c${1_000_000_001 + index}@example.com` } : {}),
    ...(random.chance(0.94) ? { address: member.address } : {}),
    ...(adult && random.chance(0.4) ? { wechat: `jl_${(index * 7_919 + 100_003).toString(36)}` } : {}),
    ...(random.chance(0.3) ? { tags: tagsOf(random) } : {}),
    ...(member.manager !== undefined && random.chance(0.15) ? { remarks: random.pick(remarks) } : {}),
    sex: member.sex,
    birthDate: dateOfDay(member.born),
    ...(adult && random.chance(0.85) ? { maritalStatus: maritalStatusOf(member, random) } : {}),
    ...(adult && random.chance(0.7) ? { education: educationOf(age, random) } : {}),
    occupation: occupationOf(age, random),
    ...(age >= 20 && age < 60 && random.chance(0.6)
      ? { employer: member.team.town + random.pick(employers) }
      : {}),
    ...(adult && random.chance(0.75) ? { annualIncome: yuan(Math.round(member.income / 1000) * 1000) } : {}),
  };
}

function tagsOf(random: Random): string[] {
  const names = lists.customer_tag.map(([, name]) => name);
  const first = random.pick(names);
  const second = random.pick(names);
  return random.chance(0.4) && first !== second ? [first, second] : [first];
}

function maritalStatusOf(member: RetailMember, random: Random): NonNullable<Customer['maritalStatus']> {
  if (member.married) return 'married';
  if (member.age > 60 && random.chance(0.4)) return 'widowed';
  return member.age > 30 && random.chance(0.35) ? 'divorced' : 'single';
}

function educationOf(age: number, random: Random): NonNullable<Customer['education']> {
  if (age > 60) return random.pick(['primary', 'secondary', 'secondary', 'college']);
  return random.pick([
    'secondary',
    'secondary',
    'college',
    'college',
    'bachelor',
    'bachelor',
    'master',
    'doctorate',
  ]);
}

const working = lists.occupation.map(([, name]) => name).filter((name) => name !== '学生' && name !== '退休');

function occupationOf(age: number, random: Random): string {
  if (age < 22) return '学生';
  return age >= 60 || (age > 54 && random.chance(0.5)) ? '退休' : random.pick(working);
}
