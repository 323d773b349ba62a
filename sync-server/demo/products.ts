import type { Product } from '#shared/model/reference.ts';
import { demoId } from './ids.ts';

type Row = readonly [code: string, name: string, nameEn: string, kind: Product['holdingKind'], rate?: number];

/** The shelf, by category of the balance sheet. Rates are yearly, in basis points. */
const shelf: Record<Product['category'], readonly Row[]> = {
  asset: [
    ['DEM', '活期存款', 'Demand deposit', 'demand', 10],
    ['DEMB', '单位活期存款', 'Business demand deposit', 'demand', 10],
    ['TD03', '整存整取三个月', 'Time deposit, 3 months', 'time', 80],
    ['TD06', '整存整取六个月', 'Time deposit, 6 months', 'time', 100],
    ['TD12', '整存整取一年', 'Time deposit, 1 year', 'time', 110],
    ['TD24', '整存整取二年', 'Time deposit, 2 years', 'time', 120],
    ['TD36', '整存整取三年', 'Time deposit, 3 years', 'time', 150],
    ['TD60', '整存整取五年', 'Time deposit, 5 years', 'time', 155],
    ['WM01', '江岚稳利90天', 'Steady Income 90 days', 'wealth', 235],
    ['WM02', '江岚添益一年定开', 'Yield Plus, 1 year fixed term', 'wealth', 280],
    ['WM03', '江岚日日盈', 'Daily Gain', 'wealth', 190],
    ['FU01', '江岚沪深300指数基金', 'CSI 300 index fund', 'fund'],
    ['FU02', '江岚稳健债券基金', 'Prudent bond fund', 'fund'],
    ['FU03', '江岚货币基金', 'Money market fund', 'fund'],
    ['BD01', '储蓄国债三年期', 'Savings bond, 3 years', 'bond', 163],
    ['BD02', '储蓄国债五年期', 'Savings bond, 5 years', 'bond', 170],
  ],
  liability: [
    ['LN01', '个人住房贷款', 'Home mortgage', 'loan', 330],
    ['LN02', '个人消费贷款', 'Consumer loan', 'loan', 380],
    ['LN03', '个人经营贷款', 'Sole trader loan', 'loan', 395],
    ['LN04', '流动资金贷款', 'Working capital loan', 'loan', 410],
    ['LN05', '固定资产贷款', 'Fixed asset loan', 'loan', 430],
    ['CC01', '江岚金穗信用卡', 'Harvest credit card', 'card'],
  ],
  intermediary: [
    ['DC01', '江岚借记卡', 'Debit card', 'card'],
    ['IN01', '安康两全保险', 'Endowment insurance', 'insurance'],
    ['IN02', '乐享年金保险', 'Annuity insurance', 'insurance'],
    ['SO01', '代缴公用事业费', 'Utility bill payments', 'standing_order'],
  ],
};

export function productsOf(seed: number): Product[] {
  return (['asset', 'liability', 'intermediary'] as const).flatMap((category) =>
    shelf[category].map(([code, name, nameEn, holdingKind, rateBasisPoints]) => ({
      id: demoId(seed, 'product', code),
      kind: 'product',
      code,
      name,
      nameEn,
      category,
      holdingKind,
      ...(rateBasisPoints === undefined ? {} : { rateBasisPoints }),
    })),
  );
}
