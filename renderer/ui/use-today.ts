import { useEffect, useState } from 'react';
import { businessDateOf } from '#shared/domain/business-date.ts';

/** Today, also on screens left open over midnight or a closed lid. */
export function useToday(): string {
  const [today, setToday] = useState(() => businessDateOf(new Date()));
  useEffect(() => {
    const check = () => setToday(businessDateOf(new Date()));
    const timer = setInterval(check, 30_000);
    document.addEventListener('visibilitychange', check);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', check);
    };
  }, []);
  return today;
}
