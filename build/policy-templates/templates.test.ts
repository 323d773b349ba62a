import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { policyNames } from '#shared/policy/definitions.ts';
import { parseLayer } from '#shared/policy/layers.ts';
import { adml } from './adml.ts';
import { admx } from './admx.ts';
import { policyShapes, REGISTRY_KEY } from './shape.ts';
import { templateTexts } from './texts.ts';
import { element } from './xml.ts';

interface Node {
  name: string;
  value: string;
  attributes: Record<string, string> | null;
  elements: Node[] | null;
}

/** The strict XML parser that the updater reads by; it has one of its own kind of XML only in its name. */
const { parseXml } = createRequire(createRequire(import.meta.url).resolve('electron-updater'))(
  'builder-util-runtime',
) as { parseXml(text: string): Node };

const all = (node: Node): Node[] => [node, ...(node.elements ?? []).flatMap(all)];
const named = (text: string, name: string) => all(parseXml(text)).filter((node) => node.name === name);
const idsOf = (text: string, name: string) => named(text, name).map((node) => node.attributes?.id ?? '');

const template = admx();
const texts = Object.entries(templateTexts).map(([language, words]) => ({ language, text: adml(words) }));

describe('the templates of Group Policy', () => {
  it('are whole XML, whatever a text holds', () => {
    for (const text of [template, ...texts.map((one) => one.text)])
      expect(() => parseXml(text)).not.toThrow();
    const wild = element('string', { id: 'a"b<c' }, 'x < y & "z"');
    expect(parseXml(wild)).toMatchObject({ value: 'x < y & "z"', attributes: { id: 'a"b<c' } });
    expect(() => parseXml('<a><b></a>')).toThrow();
  });

  it('have every policy, in the key that is read', () => {
    const policies = named(template, 'policy');
    expect(policies.map((policy) => policy.attributes?.name)).toEqual(policyShapes().map(({ id }) => id));
    expect(policies).toHaveLength(policyNames.length);
    expect(new Set(policies.map((policy) => policy.attributes?.key))).toEqual(new Set([REGISTRY_KEY]));
  });

  it.each(texts)('have every text and field that they name in $language', ({ text }) => {
    const wanted = [...template.matchAll(/\$\(string\.(\w+)\)/g)].map(([, id]) => id);
    const fields = [...template.matchAll(/\$\(presentation\.(\w+)\)/g)].map(([, id]) => id);
    expect(idsOf(text, 'string').sort()).toEqual([...new Set(wanted)].sort());
    expect(idsOf(text, 'presentation').sort()).toEqual(fields.sort());
    expect(named(text, 'string').filter((node) => node.value.trim() === '')).toEqual([]);
  });

  it.each(texts)('show each field of a policy where it is set in $language', ({ text }) => {
    const shown = named(text, 'presentation').flatMap((node) =>
      (node.elements ?? []).map((control) => control.attributes?.refId),
    );
    const elements = named(template, 'elements').flatMap((node) =>
      (node.elements ?? []).map((field) => field.attributes?.id),
    );
    expect(shown).toEqual(elements);
  });

  it('offer only values that count, and bounds that are the schema’s', () => {
    for (const shape of policyShapes()) {
      const values =
        shape.kind === 'choice' ? shape.choices : shape.kind === 'number' ? [shape.least, shape.most] : [];
      for (const value of values)
        expect(parseLayer('machinePolicy', { [shape.name]: value }).problems).toEqual([]);
      if (shape.kind !== 'number') continue;
      for (const value of [shape.least - 1, shape.most + 1])
        expect(parseLayer('machinePolicy', { [shape.name]: value }).problems).toHaveLength(1);
    }
  });

  it('have no word of English in the Chinese file but names', () => {
    const chinese = named(adml(templateTexts['zh-CN']), 'string').map((node) => node.value);
    const latin = chinese.filter((text) => !/\p{Script=Han}/u.test(text));
    expect(latin.sort()).toEqual(['Branchline', 'English']);
  });
});
