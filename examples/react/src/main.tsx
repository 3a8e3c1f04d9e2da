import { ApolloProvider } from '@apollo/client/react';
import { type SignedIn } from 'onebox-gateway-client';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

import { Connect } from './connect';
import { client, signInForm, tokenKeeper } from './gateway';
import { SignIn } from './sign-in';

function App() {
  const [isSignedIn, setSignedIn] = useState(false);
  const [isFormShown, setFormShown] = useState(true);
  useEffect(() => {
    signInForm.show = () => setFormShown(true);
  }, []);
  const onSignedIn = (signedIn: SignedIn) => {
    tokenKeeper.set(signedIn);
    setFormShown(false);
    setSignedIn(true);
  };
  return (
    <>
      <h1>Connect Instagram</h1>
      {isFormShown && <SignIn onSignedIn={onSignedIn} />}
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
