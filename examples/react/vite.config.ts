import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The client package is linked here: without this it would bring a second Apollo Client.
  resolve: { dedupe: ['@apollo/client', 'graphql', 'rxjs'] },
});
