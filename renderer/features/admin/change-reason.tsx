import { ReasonField } from '#renderer/ui/reason-field.tsx';
import styles from './admin.module.css';

interface Props {
  value: string;
  onChange: (reason: string) => void;
  /** It was submitted once: from then on it says what is wrong. */
  asked: boolean;
  /** Says that nothing was changed, where nothing was. */
  unchanged: string | undefined;
}

/** The end of a form that changes something: why, and a word where it would change nothing. */
export function ChangeReason({ value, onChange, asked, unchanged }: Props) {
  return (
    <>
      <ReasonField value={value} onChange={onChange} missing={asked && value.trim() === ''} />
      {asked && unchanged !== undefined && (
        <p className={styles.off} role="alert">
          {unchanged}
        </p>
      )}
    </>
  );
}
