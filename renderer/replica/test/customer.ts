/** The fields of a customer that a document must have, for tests in which the rest does not matter. */
export function customerDoc(id: string) {
  return {
    id,
    customerId: id,
    customerNo: 'C0001',
    kind: 'retail',
    name: '曾伟',
    branchId: '01890000-0000-7000-8000-0000000000b1',
    openedOn: '2020-01-02',
    lifecycle: 'active',
    grade: 'gold',
  };
}
