import { useState } from 'react';
import { ArrivingFile } from './arriving-file.tsx';
import { LookUpForm, type LookUpFormProps } from './look-up-form.tsx';

interface Props extends Omit<LookUpFormProps, 'onFound'> {
  /** The file is on this device. */
  onOpen: (customerId: string) => void;
}

/** Asks for number and reason, then waits for the file that was found. */
export function LookUpSteps({ typed, onOpen, onClose, onWithoutFile }: Props) {
  const [customerId, setCustomerId] = useState<string>();
  return customerId === undefined ? (
    <LookUpForm
      typed={typed}
      onFound={setCustomerId}
      onClose={onClose}
      {...(onWithoutFile && { onWithoutFile })}
    />
  ) : (
    <ArrivingFile customerId={customerId} onHere={() => onOpen(customerId)} onClose={onClose} />
  );
}
