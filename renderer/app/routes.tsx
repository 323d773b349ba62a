import { createBrowserRouter } from 'react-router';
import { AdminPage } from '#renderer/features/admin/public.tsx';
import { AuditPage } from '#renderer/features/audit/public.tsx';
import { CalendarPage } from '#renderer/features/calendar/public.tsx';
import { CasesPage } from '#renderer/features/cases/public.tsx';
import { CounterPage } from '#renderer/features/counter/public.tsx';
import { CustomerPage, CustomersPage } from '#renderer/features/customers/public.tsx';
import { DirectoryPage } from '#renderer/features/directory/public.tsx';
import { FleetPage } from '#renderer/features/fleet/public.tsx';
import { InboxPage } from '#renderer/features/inbox/public.tsx';
import { BranchesPage, OperationsPage } from '#renderer/features/overview/public.tsx';
import { ReleasesPage } from '#renderer/features/releases/public.tsx';
import { SettingsPage } from '#renderer/features/settings/public.tsx';
import { ShiftPage } from '#renderer/features/shift/public.tsx';
import { SummaryPage } from '#renderer/features/summary/public.tsx';
import { TodayPage } from '#renderer/features/today/public.tsx';
import { Frame } from './frame.tsx';
import { Home } from './home.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFailure } from './page-failure.tsx';
import type { RouteTitle } from './use-page-title.ts';

const title = (key: RouteTitle['title']): RouteTitle => ({ title: key });

/**
 * The screens. An address holds an opaque customer id at most. `/overview`, `/operations` and `/admin` are the server's
 * own paths on the same origin: a screen of that name would show JSON after a reload.
 */
export function createClientRouter() {
  return createBrowserRouter([
    {
      path: '/',
      element: <Frame />,
      errorElement: <PageFailure />,
      children: [
        { index: true, element: <Home /> },
        { path: 'today', element: <TodayPage />, handle: title('today') },
        { path: 'counter', element: <CounterPage />, handle: title('counter') },
        { path: 'calendar', element: <CalendarPage />, handle: title('calendar') },
        { path: 'customers', element: <CustomersPage />, handle: title('customers') },
        { path: 'customers/:customerId', element: <CustomerPage />, handle: title('customers') },
        { path: 'customers/:customerId/summary', element: <SummaryPage />, handle: title('customers') },
        { path: 'complaints', element: <CasesPage />, handle: title('complaints') },
        { path: 'shift', element: <ShiftPage />, handle: title('shift') },
        { path: 'inbox', element: <InboxPage />, handle: title('inbox') },
        { path: 'administration/:section?', element: <AdminPage />, handle: title('administration') },
        { path: 'branches', element: <BranchesPage />, handle: title('overview') },
        { path: 'system', element: <OperationsPage />, handle: title('operations') },
        { path: 'devices', element: <FleetPage />, handle: title('devices') },
        { path: 'audit', element: <AuditPage />, handle: title('audit') },
        { path: 'releases', element: <ReleasesPage />, handle: title('releases') },
        { path: 'directory', element: <DirectoryPage />, handle: title('directory') },
        { path: 'settings', element: <SettingsPage />, handle: title('settings') },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ]);
}
