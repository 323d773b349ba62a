import { type PolicyShape, policyShapes, REGISTRY_KEY } from './shape.ts';
import { element, xmlDocument } from './xml.ts';

export const CATEGORY = 'Branchline';
export const SUPPORTED = 'SUPPORTED_BRANCHLINE';

/** How texts are named in the template and in each language's file. */
export const stringIds = {
  name: (id: string) => id,
  explain: (id: string) => `${id}_Explain`,
  choice: (id: string, choice: string) => `${id}_${choice.replace(/\W/g, '_')}`,
};

/** The template of Group Policy: what may be set, where it is written, and which texts say so. */
export function admx(): string {
  return xmlDocument(
    element(
      'policyDefinitions',
      {
        'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        xmlns: 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions',
        revision: '1.0',
        schemaVersion: '1.0',
      },
      [
        element('policyNamespaces', {}, [
          element('target', { prefix: 'branchline', namespace: 'Branchline.Policies.Branchline' }),
        ]),
        element('resources', { minRequiredRevision: '1.0' }),
        element('supportedOn', {}, [
          element('definitions', {}, [
            element('definition', { name: SUPPORTED, displayName: `$(string.${SUPPORTED})` }),
          ]),
        ]),
        element('categories', {}, [
          element('category', { name: CATEGORY, displayName: `$(string.${CATEGORY})` }),
        ]),
        element('policies', {}, policyShapes().map(policy)),
      ],
    ),
  );
}

function policy(shape: PolicyShape): string {
  const { id } = shape;
  return element(
    'policy',
    {
      name: id,
      class: 'Both',
      displayName: `$(string.${stringIds.name(id)})`,
      explainText: `$(string.${stringIds.explain(id)})`,
      presentation: `$(presentation.${id})`,
      key: REGISTRY_KEY,
    },
    [
      element('parentCategory', { ref: CATEGORY }),
      element('supportedOn', { ref: SUPPORTED }),
      element('elements', {}, [field(shape)]),
    ],
  );
}

/** A list is a key of its own whose values are numbered; the numbers keep the order. */
function field(shape: PolicyShape): string {
  const { id } = shape;
  switch (shape.kind) {
    case 'list':
      return element('list', { id, key: `${REGISTRY_KEY}\\${id}`, valuePrefix: '' });
    case 'text':
      return element('text', { id, valueName: id, required: 'true' });
    case 'number':
      return element('decimal', {
        id,
        valueName: id,
        required: 'true',
        minValue: shape.least,
        maxValue: shape.most,
      });
    case 'choice':
      return element(
        'enum',
        { id, valueName: id, required: 'true' },
        shape.choices.map((choice) =>
          element('item', { displayName: `$(string.${stringIds.choice(id, choice)})` }, [
            element('value', {}, [element('string', {}, choice)]),
          ]),
        ),
      );
  }
}
