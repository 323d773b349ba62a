/**
 * The sync protocol's versions. The server speaks PROTOCOL_VERSION and the one before it.
 *
 * 4  Collections of cases and of what is personal, and the intents of their edits; recorded acts travel with edits; people
 *    work at several branches; contacts that were entered without a file are attached by the server; the policy that comes
 *    with a sign-in names what the bank decides for the desktop; edits and acts carry a number of their device; a sign-in
 *    may change a one-time password and show a code of a second factor; IT enters people, units and base data; the bank's
 *    provider vouches for people, and the policy says what was taken from a role.
 * 3  The stream says when decisions may wait; files and people to administer are listed. Documents
 *    carry tags and answers name the run of the database; replicas are compared by digests; answered sealed copies are
 *    kept for a while; edits name the run that their author's replica was of.
 * 2  Sign-in and pull name the replica's scope; sign-in certifies keys and brings policy; the device speaks for itself;
 *    parked edits, change requests, look-ups and the administration of scope have messages.
 * 1  First version: pull by channels with an opaque checkpoint, push with an outcome per edit, poke stream.
 */
export const PROTOCOL_VERSION = 4;
export const OLDEST_PROTOCOL_VERSION = 3;

/**
 * The documents' versions. Additive changes raise it by one; what is not additive brings an upcaster.
 *
 * 3  Cases; personal views, reminder states, preferences and unattached contacts; soft facts; offers; recurring tasks; closed
 *    units, retired products and entries of lists; where a customer came from; edits that were parked because another device
 *    delivered them.
 * 2  What was decided about a parked edit or a change request, in its author's inbox.
 * 1  customers, contact logs, tasks, holdings, transactions, relationships, snapshots, reference, inbox.
 */
export const SCHEMA_VERSION = 3;
