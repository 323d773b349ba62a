import { type DayNumber, dateOfDay } from '#shared/domain/day-number.ts';
import type { Random } from '#shared/domain/random.ts';
import type { Customer } from '#shared/model/customer.ts';
import { type DemoBank, yuan } from './bank.ts';
import { lists } from './dictionaries.ts';
import { usccOf } from './identity.ts';
import { type CorporateMember, customerIdOf, lifecycleOf, managerOf } from './member.ts';
import { inventName } from './names.ts';
import type { BranchTeam } from './organisation.ts';
import { inventOffice, landline } from './places.ts';

const firstCharacters = [...'宏瑞鼎泰嘉恒润华盛锦博远天海金安德信裕凯'];
const secondCharacters = [...'达成源丰泽通祥和兴利诚升合康宇程业隆腾航'];
const trades: readonly (readonly [industry: string, trade: string])[] = [
  ['manufacturing', '机械制造'],
  ['manufacturing', '电子科技'],
  ['manufacturing', '纺织'],
  ['wholesale', '商贸'],
  ['wholesale', '百货'],
  ['construction', '建筑工程'],
  ['construction', '装饰工程'],
  ['transport', '物流'],
  ['catering', '餐饮管理'],
  ['software', '软件'],
  ['software', '信息技术'],
  ['real_estate', '置业'],
  ['business_services', '企业管理咨询'],
  ['agriculture', '农业发展'],
  ['education', '教育咨询'],
  ['health', '医疗器械'],
  ['culture', '文化传媒'],
  ['energy', '能源'],
  ['environment', '环保科技'],
];
const industryNames = new Map<string, string>(lists.industry.map(([code, name]) => [code, name]));

const sizes = {
  micro: { capital: [10, 100], turnover: 2_000_000 },
  small: { capital: [100, 1000], turnover: 15_000_000 },
  medium: { capital: [1000, 8000], turnover: 90_000_000 },
  large: { capital: [8000, 60_000], turnover: 600_000_000 },
} as const;

export function inventCompany(
  bank: DemoBank,
  index: number,
  team: BranchTeam,
  random: Random,
  founder?: string,
): CorporateMember {
  const size = random.weighted([
    ['micro', 48] as const,
    ['small', 36] as const,
    ['medium', 13] as const,
    ['large', 3] as const,
  ]);
  const [industry, trade] = random.pick(trades);
  const age = random.int(1, 28);
  const turnover = sizes[size].turnover * Math.exp(0.5 * random.normal());
  const form = size === 'large' || random.chance(0.04) ? '股份有限公司' : '有限公司';
  return {
    kind: 'corporate',
    index,
    id: customerIdOf(bank, index),
    team,
    manager: managerOf(index, team, 0.95, random),
    lifecycle: lifecycleOf(random),
    name: `${team.town}${random.pick(firstCharacters)}${random.pick(secondCharacters)}${trade}${form}`,
    born: bank.today - age * 365 - random.int(0, 364),
    age,
    size,
    industry: industryNames.get(industry) ?? industry,
    legalRepresentative:
      founder ?? inventName(random, random.chance(0.3) ? 'female' : 'male', random.int(1960, 1995)),
    income: turnover,
    wealth: turnover * (0.03 + 0.12 * random.next()),
  };
}

export function corporateCustomer(
  bank: DemoBank,
  member: CorporateMember,
  random: Random,
  derived: Pick<Customer, 'grade' | 'openedOn'>,
): Customer {
  const { capital } = sizes[member.size];
  const expires: DayNumber = bank.today + random.int(-30, 7000);
  return {
    id: member.id,
    customerId: member.id,
    customerNo: String(2_000_000_001 + member.index),
    kind: 'corporate',
    name: member.name,
    branchId: member.team.branch.id,
    ...(member.manager === undefined ? {} : { managerId: member.manager.id }),
    lifecycle: member.lifecycle,
    ...derived,
    idType: 'uscc',
    idNumber: usccOf(member.index),
    ...(random.chance(0.5) ? { idExpiresOn: dateOfDay(expires) } : {}),
    workPhone: landline(random),
    ...(random.chance(0.5) ? { email: `office${member.index}@example.com` } : {}),
    address: inventOffice(random, member.team.town),
    ...(random.chance(0.25) ? { tags: [random.pick(['代发工资', '授信客户', '结算大户', '科技企业'])] } : {}),
    ...(random.chance(0.1) ? { remarks: '年初有扩建厂房计划，关注固定资产贷款需求。' } : {}),
    annualIncome: yuan(Math.round(member.income / 10_000) * 10_000),
    industry: member.industry,
    companySize: member.size,
    registeredCapital: yuan(random.int(capital[0], capital[1]) * 10_000),
    legalRepresentative: member.legalRepresentative,
    foundedOn: dateOfDay(member.born),
  };
}
