import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  laxityOf,
  type PolicyName,
  policyKinds,
  policyNames,
  type SomePolicies,
  strictestWins,
} from './definitions.ts';
import { type PolicyLayer, parseLayer, policyReport, policySources } from './layers.ts';
import { isManaged, resolvePolicies } from './resolve.ts';

const address = fc.integer({ min: 1, max: 99 }).map((n) => `https://node${n}.bank.example`);
const values: fc.Arbitrary<SomePolicies> = fc.record(
  {
    serverUrls: fc.array(address, { minLength: 1, maxLength: 8 }),
    externalHosts: fc.array(fc.constantFrom('help.bank.example', 'wiki.bank.example'), { maxLength: 3 }),
    updates: fc.constantFrom('on' as const, 'off' as const),
    updateChannel: fc.constantFrom('stable', 'early'),
    updateRing: fc.constantFrom('pilot', 'branch-7'),
    updateHours: fc.constantFrom('22:00-06:00', '12:00-13:00'),
    offlineHours: fc.integer({ min: 1, max: 720 }),
    idleLockMinutes: fc.integer({ min: 1, max: 240 }),
    masking: fc.constantFrom('on-request' as const, 'always' as const),
    exports: fc.constantFrom('allowed' as const, 'forbidden' as const),
    watermark: fc.constantFrom('on' as const, 'off' as const),
    language: fc.constantFrom('zh-CN' as const, 'en' as const),
  },
  { requiredKeys: [] },
);
const layers: fc.Arbitrary<PolicyLayer[]> = fc.uniqueArray(
  fc.record({ source: fc.constantFrom(...policySources), values }),
  { selector: ({ source }) => source },
);

const saying = (name: PolicyName, all: readonly PolicyLayer[]) =>
  policySources.flatMap((source) =>
    all.filter((layer) => layer.source === source && layer.values[name] !== undefined),
  );

describe('of all that is said', () => {
  it('the source that counts most wins, where it is not about protection', () => {
    fc.assert(
      fc.property(layers, fc.constantFrom(...policyNames), (all, name) => {
        fc.pre(!strictestWins.includes(name) && name !== 'serverUrls');
        const [first] = saying(name, all);
        const effective = resolvePolicies(all)[name];
        if (first === undefined) expect(effective?.source ?? 'builtIn').toBe('builtIn');
        else expect(effective).toMatchObject({ value: first.values[name], source: first.source });
      }),
    );
  });

  it('the strictest wins where customers are protected, and its source is one that says so', () => {
    fc.assert(
      fc.property(layers, fc.constantFrom(...strictestWins), (all, name) => {
        const said = saying(name, all);
        fc.pre(said.length > 0);
        const effective = resolvePolicies(all)[name];
        const laxest = Math.min(...said.map((layer) => laxityOf(name, layer.values)));
        expect(laxityOf(name, { [name]: effective?.value })).toBe(laxest);
        expect(said.find(({ source }) => source === effective?.source)?.values[name]).toBe(effective?.value);
      }),
    );
  });

  it('one more source makes nothing laxer that protects customers', () => {
    fc.assert(
      fc.property(layers, fc.constantFrom(...strictestWins), (all, name) => {
        fc.pre(saying(name, all).length > 1);
        const without = resolvePolicies(all.filter((layer) => layer !== saying(name, all)[0]))[name];
        const withIt = resolvePolicies(all)[name];
        expect(laxityOf(name, { [name]: withIt?.value })).toBeLessThanOrEqual(
          laxityOf(name, { [name]: without?.value }),
        );
      }),
    );
  });

  it('the order in which sources were read does not matter', () => {
    fc.assert(
      fc.property(layers, (all) => {
        expect(resolvePolicies([...all].reverse())).toEqual(resolvePolicies(all));
      }),
    );
  });

  it('a managed client never takes a server that the user named', () => {
    fc.assert(
      fc.property(layers, (all) => {
        fc.pre(isManaged(all));
        expect(resolvePolicies(all).serverUrls?.source).not.toBe('userSetting');
      }),
    );
    const user: PolicyLayer = {
      source: 'userSetting',
      values: { serverUrls: ['https://elsewhere.example'] },
    };
    expect(resolvePolicies([user]).serverUrls).toMatchObject({ source: 'userSetting', locked: false });
    expect(resolvePolicies([user, { source: 'machineFile', values: {} }]).serverUrls).toBeUndefined();
  });

  it('is locked exactly where somebody other than the user has set it', () => {
    fc.assert(
      fc.property(layers, fc.constantFrom(...policyNames), (all, name) => {
        const others = saying(name, all).some(({ source }) => source !== 'userSetting');
        expect(resolvePolicies(all)[name]?.locked ?? false).toBe(others);
      }),
    );
  });

  it('every value holds to the schema that reports cross the desktop by', () => {
    fc.assert(
      fc.property(layers, (all) => {
        expect(policyReport.safeParse({ layers: all, problems: [] }).success).toBe(true);
      }),
    );
  });
});

describe('what a source says', () => {
  it('counts value by value: a wrong one is reported by name, without its value, and costs no other', () => {
    const { layer, problems } = parseLayer('machinePolicy', {
      offlineHours: '48',
      idleLockMinutes: 3,
      serverUrls: ['http://crm.bank.example'],
      nonsense: 'secret',
    });
    expect(layer.values).toEqual({ idleLockMinutes: 3 });
    expect(problems).toEqual([
      { source: 'machinePolicy', reason: 'invalid', name: 'offlineHours' },
      { source: 'machinePolicy', reason: 'invalid', name: 'serverUrls' },
      { source: 'machinePolicy', reason: 'unknown', name: 'nonsense' },
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('survives anything a file can hold', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (raw) => {
        const { layer, problems } = parseLayer('userPolicy', raw);
        expect(Object.keys(layer.values).length + problems.length).toBe(Object.keys(raw).length);
        expect(policyReport.shape.problems.element.array().safeParse(problems).success).toBe(true);
      }),
    );
  });
});

it('every policy says how it is entered', () => {
  expect(Object.keys(policyKinds)).toEqual(policyNames);
});
