/** Text as the content of an element or the value of an attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** An element with its attributes and what is in it: other elements each on a line, or text. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  content: readonly string[] | string = [],
): string {
  const head = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(`${value}`)}"`),
  ];
  if (typeof content === 'string') return `<${head.join(' ')}>${escapeXml(content)}</${name}>`;
  if (content.length === 0) return `<${head.join(' ')}/>`;
  const inside = content.join('\n').replace(/^/gm, '  ');
  return `<${head.join(' ')}>\n${inside}\n</${name}>`;
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`;
}
