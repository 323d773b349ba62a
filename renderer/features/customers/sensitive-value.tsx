import { useFile } from './file-context.tsx';
import { maskIdNumber, maskPhone } from './mask.ts';

/** An ID or phone number, masked until the page was asked to show them. */
export function SensitiveValue({ value, as }: { value: string; as: 'id' | 'phone' }) {
  const { revealed } = useFile();
  if (revealed) return <span className="num">{value}</span>;
  return <span className="num">{as === 'id' ? maskIdNumber(value) : maskPhone(value)}</span>;
}
