import { Navigate } from 'react-router';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { homeOf } from './nav-items.ts';

/** `/` is nobody's screen: it leads to where the work of the role is. */
export function Home() {
  return <Navigate to={homeOf(useUser().role)} replace />;
}
