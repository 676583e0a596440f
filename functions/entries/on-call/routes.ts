import * as v from 'valibot';
import {
  AddContactSchema,
  AddedContactSchema,
  CalendarRequestSchema,
  CalendarSchema,
  ContactSchema,
  MyContactsSchema,
  NightsSchema,
  OnCallSchema,
  PagesSchema,
  ProblemSchema,
  SavedSchema,
  SavePolicySchema,
  SaveScheduleSchema,
  SaveSkillsSchema,
  VerifyContactSchema,
} from '../../../shared/protocol/on-call.ts';
import { SeqSchema } from '../../../shared/protocol/values.ts';
import { addContact, codeAgain, verifyContact } from '../../contacts/add.ts';
import { myContacts, removeContact, testRing } from '../../contacts/own.ts';
import { bearerOf, originOf } from '../../middleware/headers.ts';
import { type HttpAnswer, HttpError, json, refusal } from '../../middleware/http-errors.ts';
import { type HttpEvent, httpRouter } from '../../middleware/http-router.ts';
import { readBody } from '../../middleware/json-body.ts';
import { type Me, type OnCallDeps, type OnCallRefusal, whoAsks } from '../../on-call/access.ts';
import { calendarOf, feedOf } from '../../on-call/calendar.ts';
import { nightFigures, pagesBefore } from '../../on-call/pages.ts';
import { readOnCall, savePolicy, saveSchedule, saveSkills } from '../../on-call/settings.ts';
import { calendarFile, FEED_LASTS } from './calendar.ts';

/** A schedule of 100 entries, each with 20 people and two weeks of hours. */
const MAX_BYTES = 64 * 1024;

/** What is answered is held against a schema as well: a field that is not declared goes to nobody. */
const Refused = v.object({
  problems: v.exactOptional(v.array(ProblemSchema)),
  by: v.exactOptional(v.string()),
  detail: v.exactOptional(v.string()),
});
const Done = v.object({});
const OneContact = v.pick(AddedContactSchema, ['contact']);

type Handle = (me: Me, event: HttpEvent) => Promise<object | OnCallRefusal>;

/** `/v1/on-call/*` for people who signed in, `/v1/calendar/<code>.ics` for whoever knows the code. */
export function onCallRoutes(deps: OnCallDeps): (event: HttpEvent) => Promise<HttpAnswer> {
  const answer =
    (schema: v.GenericSchema, handle: Handle, mayAsk: (me: Me) => boolean = () => true) =>
    async (event: HttpEvent): Promise<HttpAnswer> => {
      const bearer = bearerOf(event);
      if (bearer === undefined) return refusal('not_signed_in');
      const asks = await whoAsks(deps, { bearer, ...originOf(event) });
      if (!asks.ok) return refusal(asks.code);
      if (!mayAsk(asks.me)) return refusal('leads_only');
      const found = await handle(asks.me, event);
      return isRefusal(found)
        ? refusal(found.code, v.parse(Refused, found))
        : json(200, v.parse(schema, found) as object);
    };
  const leads = ({ operator }: Me): boolean => operator.role === 'lead';
  const body = <S extends v.GenericSchema>(schema: S, event: HttpEvent) => readBody(schema, event, MAX_BYTES);

  const route = httpRouter({
    'GET /v1/on-call': answer(OnCallSchema, (me) => readOnCall(deps, me)),
    'POST /v1/on-call/schedule': answer(
      SavedSchema,
      (me, event) => saveSchedule(deps, me, body(SaveScheduleSchema, event)),
      leads,
    ),
    'POST /v1/on-call/policy': answer(
      SavedSchema,
      (me, event) => savePolicy(deps, me, body(SavePolicySchema, event)),
      leads,
    ),
    'POST /v1/on-call/skills': answer(Done, (me, event) => saveSkills(deps, me, body(SaveSkillsSchema, event)), leads),

    'GET /v1/on-call/contacts': answer(MyContactsSchema, (me) => myContacts(deps, me)),
    'POST /v1/on-call/contacts': answer(AddedContactSchema, (me, event) =>
      addContact(deps, me, body(AddContactSchema, event)),
    ),
    'POST /v1/on-call/contacts/code': answer(OneContact, (me, event) =>
      codeAgain(deps, me, body(ContactSchema, event).contact),
    ),
    'POST /v1/on-call/contacts/verify': answer(OneContact, (me, event) =>
      verifyContact(deps, me, body(VerifyContactSchema, event)),
    ),
    'POST /v1/on-call/contacts/remove': answer(Done, (me, event) =>
      removeContact(deps, me, body(ContactSchema, event).contact),
    ),
    'POST /v1/on-call/contacts/test': answer(Done, (me, event) =>
      testRing(deps, me, body(ContactSchema, event).contact),
    ),

    'GET /v1/on-call/pages': answer(PagesSchema, (me, event) => pagesBefore(deps, me, placeOf(event))),
    'GET /v1/on-call/nights': answer(NightsSchema, async (me) => ({ nights: await nightFigures(deps, me) })),
    'POST /v1/on-call/calendar': answer(CalendarSchema, (me, event) =>
      calendarOf(deps, me, body(CalendarRequestSchema, event)),
    ),
  });
  return (event) => {
    const [, code] = /^\/v1\/calendar\/([\w-]{16,64})\.ics$/.exec(event.rawPath) ?? [];
    return code !== undefined && event.requestContext.http.method === 'GET' ? calendar(deps, code) : route(event);
  };
}

const isRefusal = (found: object): found is OnCallRefusal => 'ok' in found && found.ok === false;

/** `?before=<seq>`; without it the newest. */
function placeOf({ queryStringParameters }: HttpEvent): number | null {
  const text = queryStringParameters?.['before'];
  if (text === undefined) return null;
  const before = v.safeParse(v.pipe(v.string(), v.digits(), v.transform(Number), SeqSchema), text);
  if (!before.success) throw new HttpError('invalid_query');
  return before.output;
}

async function calendar(deps: OnCallDeps, code: string): Promise<HttpAnswer> {
  const feed = await feedOf(deps, code);
  if (!feed) return refusal('not_found');
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="on-call.ics"',
      // The address is a secret: its reader keeps the answer, nothing between does.
      'cache-control': `private, max-age=${FEED_LASTS}`,
      'x-robots-tag': 'noindex',
    },
    body: calendarFile(feed),
  };
}
