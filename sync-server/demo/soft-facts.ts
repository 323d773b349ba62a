import { dateOfDay } from '#shared/domain/day-number.ts';
import { randomFrom } from '#shared/domain/random.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { DemoBank } from './bank.ts';
import { demoId } from './ids.ts';
import { caretakerOf, type RetailMember, SHOWCASE } from './member.ts';

type SoftFact = NonNullable<Customer['softFacts']>[number];
type Known = Pick<Customer, 'softFacts' | 'softFactConsent' | 'birthdayCalendar'>;

const known: Readonly<Record<SoftFact['topic'], readonly string[]>> = {
  habit: ['习惯上午十点前接电话', '只看纸质材料，不看手机', '到网点喜欢先喝杯茶再谈', '月底对账后才做决定'],
  interest: ['爱好书法，常参加社区展览', '喜欢钓鱼，周末多在水库', '关注足球', '养花，阳台种了几十盆兰花'],
  personality: ['做事谨慎，喜欢比较几家再定', '爽快，讲清楚就定', '重感情，看重服务的人'],
  family: [
    '女儿明年高考',
    '孙子刚出生，常带照片来',
    '与父母同住，大事听父亲意见',
    '儿子在外地工作，过年才回',
  ],
  plan: ['计划明年换一套大一些的房子', '准备开一家小饭店', '退休后想去南方过冬', '考虑给孩子存教育金'],
  other: ['与二楼茶馆老板是老同学', '老家在邻县，秋收时常不在'],
};

/** What else is known of a private customer, with consent for one in ten, and by which calendar the birthday is kept. */
export function knownOf(bank: DemoBank, member: RetailMember): Known {
  const random = randomFrom(`demo ${bank.seed} soft ${member.index}`);
  const shown = member.index < SHOWCASE && member.index % 3 === 0;
  const calendar = member.age >= 58 && random.chance(0.4) ? { birthdayCalendar: 'lunar' as const } : {};
  if (member.age < 18 || !(shown || random.chance(0.1))) {
    const refused = member.age >= 18 && random.chance(0.01);
    return refused ? { ...calendar, softFactConsent: consentOf(bank, member, false, 120) } : calendar;
  }
  const caretaker = caretakerOf(member, random);
  const agreed = random.int(20, 500);
  const topics = Object.keys(known) as SoftFact['topic'][];
  const facts = Array.from({ length: random.int(1, 3) }, (_, number): SoftFact => {
    const topic = topics[(member.index + number * 2) % topics.length] ?? 'other';
    return {
      id: demoId(bank.seed, 'soft', `${member.index}.${number}`),
      topic,
      text: random.pick(known[topic]),
      notedOn: dateOfDay(bank.today - random.int(1, agreed)),
      notedById: caretaker.id,
    };
  });
  return {
    ...calendar,
    softFacts: facts,
    softFactConsent: { ...consentOf(bank, member, true, agreed), notedById: caretaker.id },
  };
}

function consentOf(bank: DemoBank, member: RetailMember, given: boolean, daysAgo: number) {
  const notedById = (member.manager ?? member.team.head).id;
  return { given, on: dateOfDay(bank.today - daysAgo), notedById };
}
