import { useEffect, useState } from 'react';

/** The device's calendar day as `YYYY-MM-DD`. */
export function businessDateOf(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

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
