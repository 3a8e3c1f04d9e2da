import { type SignedIn, signIn } from 'onebox-gateway-client';
import { useState } from 'react';

import { url } from './gateway';
import { Problem } from './problem';

const fields = [
  ['email', 'E-mail', 'email'],
  ['password', 'Password', 'password'],
  ['siteId', 'Site id', 'text'],
] as const;

export function SignIn({ onSignedIn }: { onSignedIn: (signedIn: SignedIn) => void }) {
  const [error, setError] = useState<unknown>();
  const submit = async (form: FormData) => {
    const [email, password, siteId] = fields.map(([name]) => String(form.get(name)));
    try {
      onSignedIn(await signIn(url, { email: email!, password: password!, siteId: siteId! }));
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <section>
      <h2>Sign in to Onebox</h2>
      <form action={submit}>
        {fields.map(([name, label, type]) => (
          <label key={name}>
            {label} <input name={name} type={type} required autoComplete="on" />
          </label>
        ))}
        <button>Sign in</button>
      </form>
      {error !== undefined && <Problem error={error} />}
    </section>
  );
}
