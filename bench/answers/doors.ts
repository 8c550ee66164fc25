import { randomBytes } from 'node:crypto';
import { request, type Agent, type IncomingHttpHeaders } from 'node:http';

const SYSTEM = 'https://otklik.example/fhir/CodeSystem/five-point';
const FORM = 'https://otklik.example/fhir/Questionnaire/visit-2015';

interface Post {
  readonly path: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One POST as somebody's own network sends it: limits are by network, and a city has many. */
function send(
  agent: Agent,
  base: string,
  { path, type, headers, body }: Post,
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  const [a, b, c] = randomBytes(3);
  return new Promise((resolve, reject) => {
    const asked = request(
      `${base}${path}`,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': type,
          'content-length': Buffer.byteLength(body),
          'x-forwarded-for': `10.${a! % 250}.${b}.${c}`,
          ...headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    asked.once('error', reject);
    asked.end(body);
  });
}

/** How one answer comes in. @throws Error when the door does not take it */
export type Answer = (agent: Agent, base: string, token: string) => Promise<void>;

const graded = (linkId: string, code: string) => ({
  linkId,
  answer: [{ valueCoding: { system: SYSTEM, code } }],
});

/** One request: a QuestionnaireResponse with the link in its header. */
export const byFhir =
  (version: string): Answer =>
  async (agent, base, token) => {
    const { status, text } = await send(agent, base, {
      path: '/fhir/R4/QuestionnaireResponse',
      type: 'application/fhir+json',
      headers: { authorization: `Survey ${token}` },
      body: JSON.stringify({
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        questionnaire: `${FORM}|${version}`,
        item: [
          {
            linkId: 'visit',
            item: [graded('doctor', '5'), graded('staff', '4'), graded('building', '5')],
          },
          { linkId: 'comment', answer: [{ valueString: 'Приняли вовремя, всё объяснили.' }] },
        ],
      }),
    });
    if (status !== 201) throw new Error(`${status} ${text.slice(0, 200)}`);
  };

const STEPS: readonly { readonly item: string; readonly fields: Record<string, string> }[] = [
  { item: 'visit', fields: { 'visit/doctor': '5', 'visit/staff': '4', 'visit/building': '5' } },
  { item: 'criteria', fields: { 'criteria/criterion-trust': '9' } },
  { item: 'recommend', fields: { recommend: '10' } },
  { item: 'comment', fields: { comment: 'Приняли вовремя, всё объяснили.' } },
];

/** Four requests: each page as a browser without script sends it, the last one finishes. */
export const byForm: Answer = async (agent, base, token) => {
  const nonce = randomBytes(32).toString('base64url');
  for (const [index, { item, fields }] of STEPS.entries()) {
    const isLast = index === STEPS.length - 1;
    const { status, headers, text } = await send(agent, base, {
      path: `/survey/form?step=${index}`,
      type: 'application/x-www-form-urlencoded',
      headers: { cookie: `otklik_survey=${token}`, origin: base, accept: 'text/html' },
      body: new URLSearchParams({
        '~item': item,
        '~nonce': nonce,
        '~to': isLast ? 'send' : 'next',
        '~sure': '1',
        ...fields,
      }).toString(),
    });
    const goes = String(headers.location);
    if (status !== 303 || goes.includes('done') !== isLast)
      throw new Error(`step ${index}: ${status} ${goes} ${text.slice(0, 200)}`);
  }
};
