import { Navigate } from 'react-router';
import { TodayPage } from '#renderer/features/today/public.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { navItemsOf } from './nav-items.ts';

/** The first screen of a role: Today for those who keep customers, else the first of their own. */
export function Home() {
  const first = navItemsOf(useUser().role)[0];
  return first === undefined || first.to === '/' ? <TodayPage /> : <Navigate to={first.to} replace />;
}
