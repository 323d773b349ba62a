/**
 * Whether an open form holds text that a reload would lose. React keeps a field's initial value equal to its present
 * one, so "changed" cannot be read from the page: any text in an open form counts.
 */
export function hasTypedText(root: ParentNode): boolean {
  const fields = root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'textarea, form input[type="text"], form input[type="tel"], form input[type="email"], [role="dialog"] input',
  );
  return [...fields].some((field) => !field.readOnly && !field.disabled && field.value.trim() !== '');
}
