import { z } from 'zod';
import { businessDate, line, money, phone, prose, uuid } from './primitives.ts';

export const customerKind = z.enum(['retail', 'corporate']);
export const lifecycle = z.enum(['potential', 'active', 'dormant', 'lost']);
export const grade = z.enum(['private', 'diamond', 'gold', 'standard']);
export const sex = z.enum(['female', 'male']);
export const idType = z.enum(['resident_id', 'passport', 'hk_macau_permit', 'uscc', 'other']);
/** By which calendar a birthday is kept. */
export const birthdayCalendar = z.enum(['solar', 'lunar']);
export const maritalStatus = z.enum(['single', 'married', 'divorced', 'widowed']);
export const education = z.enum(['primary', 'secondary', 'college', 'bachelor', 'master', 'doctorate']);
export const companySize = z.enum(['micro', 'small', 'medium', 'large']);

export const softFactTopic = z.enum(['habit', 'interest', 'personality', 'family', 'plan', 'other']);

/** Something soft that is known of a customer (软信息): noted with consent, and where it comes from. */
export const softFact = z.strictObject({
  id: uuid,
  topic: softFactTopic,
  text: line(200),
  /** The contact it was distilled from. */
  contactLogId: uuid.optional(),
  notedOn: businessDate,
  notedById: uuid,
});

/** Whether the customer agrees to soft facts being kept, and when that was said. */
export const softFactConsent = z.strictObject({ given: z.boolean(), on: businessDate, notedById: uuid });

/**
 * A customer, retail (零售) or corporate (对公). One flat shape for both: fields of the other kind are absent.
 * Only optional top-level fields can be hidden from a role, so what must always be there is required.
 */
export const customer = z.strictObject({
  id: uuid,
  /** The customer's own id: every document of a file names its customer, the head of the file as well. */
  customerId: uuid,
  customerNo: line(32),
  kind: customerKind,
  name: line(120),
  branchId: uuid,
  managerId: uuid.optional(),
  openedOn: businessDate,
  lifecycle,
  grade,
  /** True where the name was generated for an anonymous data set. */
  nameGenerated: z.boolean().optional(),

  idType: idType.optional(),
  idNumber: line(32).optional(),
  idExpiresOn: businessDate.optional(),
  mobile: phone.optional(),
  homePhone: phone.optional(),
  workPhone: phone.optional(),
  email: z.email().max(120).optional(),
  address: line(200).optional(),
  wechat: line(40).optional(),
  /** How the customer came to the bank, in words of the list `source`. */
  source: line(60).optional(),
  tags: z.array(line(24)).max(20).optional(),
  remarks: prose(2000).optional(),
  softFacts: z.array(softFact).max(60).optional(),
  softFactConsent: softFactConsent.optional(),

  sex: sex.optional(),
  birthDate: businessDate.optional(),
  /** Solar where absent. */
  birthdayCalendar: birthdayCalendar.optional(),
  maritalStatus: maritalStatus.optional(),
  education: education.optional(),
  occupation: line(60).optional(),
  employer: line(120).optional(),
  /** Yearly, before tax. */
  annualIncome: money.optional(),

  industry: line(60).optional(),
  companySize: companySize.optional(),
  registeredCapital: money.optional(),
  legalRepresentative: line(60).optional(),
  foundedOn: businessDate.optional(),
});
export type Customer = z.infer<typeof customer>;
