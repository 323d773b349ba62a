/** Shown until somebody asks for the whole: enough to recognise the number, not enough to use it. */
export function maskIdNumber(value: string): string {
  if (value.length <= 6) return '•'.repeat(value.length);
  return `${value.slice(0, 2)}${'•'.repeat(value.length - 6)}${value.slice(-4)}`;
}

/** Keeps the first three and the last four digits, which is how people read a phone number back. */
export function maskPhone(value: string): string {
  if (value.length <= 7) return `${'•'.repeat(Math.max(0, value.length - 2))}${value.slice(-2)}`;
  const hidden = value.slice(3, -4).replace(/\d/g, '•');
  return `${value.slice(0, 3)}${hidden}${value.slice(-4)}`;
}
