/**
 * Signs in by a one-use link of a demonstration, as a browser does when the button is pressed.
 * @returns the cookie header of the session
 * @throws Error when the link opens nothing
 */
export async function signInBy(base: string, link: string): Promise<string> {
  const answer = await fetch(`${base}${new URL(link).pathname}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      origin: base,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: '',
  });
  await answer.arrayBuffer();
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0]!);
  if (answer.status !== 303 || cookies.length === 0)
    throw new Error(`the sign-in link answered ${answer.status}`);
  return cookies.join('; ');
}
