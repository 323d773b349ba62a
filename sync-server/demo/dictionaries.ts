import type { Reference } from '#shared/model/reference.ts';
import { demoId } from './ids.ts';

type Entry = readonly [code: string, name: string, nameEn: string];

/** Lists of the base data (基础数据): what a form offers. Documents hold the Chinese name, not the code. */
export const lists = {
  industry: [
    ['manufacturing', '制造业', 'Manufacturing'],
    ['wholesale', '批发和零售业', 'Wholesale and retail'],
    ['construction', '建筑业', 'Construction'],
    ['transport', '交通运输业', 'Transport'],
    ['catering', '住宿和餐饮业', 'Hotels and catering'],
    ['software', '软件和信息技术', 'Software and IT'],
    ['real_estate', '房地产业', 'Real estate'],
    ['business_services', '商务服务业', 'Business services'],
    ['agriculture', '农林牧渔业', 'Agriculture and fishing'],
    ['education', '教育', 'Education'],
    ['health', '卫生', 'Health'],
    ['culture', '文化和体育', 'Culture and sport'],
    ['energy', '电力和燃气', 'Energy'],
    ['environment', '环境治理', 'Environment'],
  ],
  occupation: [
    ['civil_servant', '公务员', 'Civil servant'],
    ['teacher', '教师', 'Teacher'],
    ['doctor', '医生', 'Doctor'],
    ['nurse', '护士', 'Nurse'],
    ['engineer', '工程师', 'Engineer'],
    ['programmer', '程序员', 'Programmer'],
    ['accountant', '会计', 'Accountant'],
    ['salesperson', '销售', 'Salesperson'],
    ['worker', '工人', 'Worker'],
    ['driver', '司机', 'Driver'],
    ['clerk', '职员', 'Office clerk'],
    ['executive', '企业高管', 'Executive'],
    ['self_employed', '个体经营者', 'Self-employed'],
    ['farmer', '农民', 'Farmer'],
    ['freelancer', '自由职业者', 'Freelancer'],
    ['student', '学生', 'Student'],
    ['retired', '退休', 'Retired'],
  ],
  region: [
    ['binjiang', '滨江', 'Binjiang'],
    ['yunhu', '云湖', 'Yunhu'],
    ['qingyuan', '青原', 'Qingyuan'],
    ['nanping', '南屏', 'Nanping Hills'],
  ],
  source: [
    ['walk_in', '到店', 'Walk-in'],
    ['referral', '客户推荐', 'Referral'],
    ['payroll', '代发工资', 'Payroll'],
    ['campaign', '营销活动', 'Campaign'],
    ['mobile_bank', '手机银行', 'Mobile bank'],
    ['other', '其他', 'Other'],
  ],
  job_title: [
    ['owner', '负责人', 'Owner'],
    ['general_manager', '总经理', 'General manager'],
    ['finance_director', '财务总监', 'Finance director'],
    ['finance_manager', '财务经理', 'Finance manager'],
    ['cashier', '出纳', 'Cashier'],
    ['office_manager', '办公室主任', 'Office manager'],
  ],
  customer_tag: [
    ['payroll', '代发工资', 'Payroll'],
    ['conservative', '偏好稳健', 'Prefers safety'],
    ['growth', '偏好增值', 'Prefers growth'],
    ['mobile_bank', '手机银行活跃', 'Active in mobile bank'],
    ['morning', '宜上午联系', 'Call in the morning'],
    ['car_owner', '有车', 'Owns a car'],
    ['child_at_school', '子女在读', 'Child at school'],
    ['long_standing', '老客户', 'Long-standing'],
  ],
  contact_template: [
    ['maturity', '存款即将到期，提醒转存', 'Deposit matures soon, offered renewal'],
    ['wealth', '介绍理财产品', 'Presented a wealth product'],
    ['instalment', '提醒贷款还款', 'Reminded of the loan instalment'],
    ['birthday', '生日问候', 'Birthday greeting'],
    ['documents', '提醒更新证件', 'Asked to renew the ID document'],
    ['card', '介绍信用卡活动', 'Presented a credit card offer'],
    ['complaint', '回访意见处理结果', 'Followed up a complaint'],
    ['not_reached', '电话未接通，改日再联系', 'No answer, will try again'],
  ],
  next_step: [
    ['call_again', '再次电话联系', 'Call again'],
    ['visit', '上门拜访', 'Visit'],
    ['send_material', '发送产品资料', 'Send product papers'],
    ['invite', '邀请到网点', 'Invite to the branch'],
    ['none', '无', 'None'],
  ],
} as const satisfies Record<string, readonly Entry[]>;

export function dictionariesOf(seed: number): Reference[] {
  return Object.entries<readonly Entry[]>(lists).flatMap(([list, entries]) =>
    entries.map(([code, name, nameEn], order) => ({
      id: demoId(seed, 'dictionary', `${list}:${code}`),
      kind: 'dictionary',
      list,
      code,
      name,
      nameEn,
      order,
    })),
  );
}
