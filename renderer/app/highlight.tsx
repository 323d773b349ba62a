/** Marks the part of a text that matched. */
export function Highlight({ text, range }: { text: string; range?: readonly [number, number] | undefined }) {
  if (!range) return text;
  const [start, end] = range;
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
