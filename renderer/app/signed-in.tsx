import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router';
import { createClientRouter } from './routes.tsx';

/** Everything behind the sign-in: its code loads while somebody types a password. */
export function SignedIn() {
  const [router] = useState(createClientRouter);
  // The next user's router would not get the browser's history while this one listens to it.
  useEffect(() => () => router.dispose(), [router]);
  return <RouterProvider router={router} />;
}
