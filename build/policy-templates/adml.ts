import { CATEGORY, SUPPORTED, stringIds } from './admx.ts';
import { type PolicyShape, policyShapes } from './shape.ts';
import type { TemplateTexts } from './texts.ts';
import { element, xmlDocument } from './xml.ts';

/** The texts of the template in one language, and how its fields are shown. */
export function adml(texts: TemplateTexts): string {
  const shapes = policyShapes();
  return xmlDocument(
    element(
      'policyDefinitionResources',
      {
        'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        xmlns: 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions',
        revision: '1.0',
        schemaVersion: '1.0',
      },
      [
        element('displayName', {}, texts.title),
        element('description', {}, texts.title),
        element('resources', {}, [
          element('stringTable', {}, strings(shapes, texts)),
          element(
            'presentationTable',
            {},
            shapes.map((shape) => presentation(shape, texts)),
          ),
        ]),
      ],
    ),
  );
}

function strings(shapes: readonly PolicyShape[], texts: TemplateTexts): string[] {
  const string = (id: string, text: string) => element('string', { id }, text);
  return [
    string(CATEGORY, texts.title),
    string(SUPPORTED, texts.supported),
    ...shapes.flatMap((shape) => [
      string(stringIds.name(shape.id), texts.names[shape.name]),
      string(stringIds.explain(shape.id), texts.explain[shape.name]),
      ...(shape.kind === 'choice'
        ? shape.choices.map((choice) =>
            string(stringIds.choice(shape.id, choice), texts.values[choice] ?? choice),
          )
        : []),
    ]),
  ];
}

function presentation(shape: PolicyShape, texts: TemplateTexts): string {
  const label = texts.names[shape.name];
  return element('presentation', { id: shape.id }, [control(shape, label)]);
}

function control(shape: PolicyShape, label: string): string {
  const refId = shape.id;
  switch (shape.kind) {
    case 'list':
      return element('listBox', { refId }, label);
    case 'text':
      return element('textBox', { refId }, [element('label', {}, label)]);
    case 'number':
      return element('decimalTextBox', { refId, defaultValue: shape.least }, label);
    case 'choice':
      return element('dropdownList', { refId, noSort: 'true', defaultItem: '0' }, label);
  }
}
