import { ApolloProvider } from '@apollo/client/react';
import { StrictMode, useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';

import { Connect } from './connect';
import { client, signInPrompt, tokenKeeper } from './gateway';
import { SignIn } from './sign-in';

function App() {
  const [isSignedIn, setSignedIn] = useState(false);
  const resolve = useSyncExternalStore(signInPrompt.subscribe, signInPrompt.get);
  useEffect(() => void tokenKeeper.get().then(() => setSignedIn(true)), []);
  return (
    <>
      <h1>Connect Instagram</h1>
      {resolve && <SignIn onSignedIn={resolve} />}
      {isSignedIn && <Connect />}
    </>
  );
}

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <App />
    </ApolloProvider>
  </StrictMode>,
);
