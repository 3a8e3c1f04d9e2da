import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// Only files directly in src import these. The command line (cli) also imports config.
const edges = ['cli', 'config'];

/**
 * Imports point down: main -> app -> server -> graphql -> onebox -> cache.
 * Each folder has one entry: what it must not import, from this project and from packages.
 */
const layers = [
  {
    files: ['src/cache/**'],
    forbiddenFolders: [...edges, 'onebox', 'graphql', 'server', 'sandbox'],
    forbiddenPackages: ['graphql', 'type-graphql', 'dataloader', 'undici', 'fastify'],
    forbiddenScopes: ['@apollo'],
  },
  {
    files: ['src/onebox/**'],
    forbiddenFolders: [...edges, 'graphql', 'server', 'sandbox'],
    forbiddenPackages: ['graphql', 'type-graphql', 'dataloader', 'fastify', 'keyv'],
    forbiddenScopes: ['@apollo', '@keyv'],
  },
  {
    files: ['src/graphql/**'],
    forbiddenFolders: [...edges, 'server', 'sandbox', 'cache'],
    forbiddenFiles: ['onebox/client/onebox-client'],
    forbiddenPackages: ['undici', 'fastify', 'keyv'],
    forbiddenScopes: ['@apollo', '@keyv'],
  },
  {
    files: ['src/server/**'],
    forbiddenFolders: [...edges, 'sandbox'],
    forbiddenFiles: ['onebox/client/onebox-client'],
    forbiddenPackages: ['undici', 'type-graphql', 'dataloader', 'keyv'],
    forbiddenScopes: ['@keyv'],
  },
  {
    files: ['src/sandbox/**'],
    forbiddenFolders: [...edges, 'onebox', 'graphql', 'server'],
    forbiddenPackages: ['undici', 'graphql', 'type-graphql', 'dataloader', 'keyv'],
    forbiddenScopes: ['@apollo', '@keyv'],
  },
  {
    files: ['src/cli/**'],
    forbiddenFolders: ['graphql', 'server'],
    forbiddenPackages: ['graphql', 'type-graphql', 'dataloader', 'undici', 'fastify', 'keyv'],
    forbiddenScopes: ['@apollo', '@keyv'],
  },
  {
    files: ['src/config/**'],
    forbiddenFolders: ['cli', 'cache', 'graphql', 'server', 'sandbox'],
    forbiddenPackages: ['graphql', 'type-graphql', 'dataloader', 'undici', 'fastify', 'keyv'],
    forbiddenScopes: ['@apollo', '@keyv'],
  },
  {
    files: ['src/*.ts'],
    forbiddenPackages: ['type-graphql', 'dataloader', 'undici'],
    forbiddenScopes: ['@apollo'],
  },
];

const restrictedImports = ({
  forbiddenFolders = [],
  forbiddenFiles = [],
  forbiddenPackages,
  forbiddenScopes,
}) => ({
  paths: forbiddenPackages.map((name) => ({ name, message: 'Not in this layer: see CONTRIBUTING.md.' })),
  patterns: [
    {
      group: [
        ...forbiddenFolders.map((folder) => `**/${folder}/**`),
        ...forbiddenFiles,
        ...forbiddenFiles.map((file) => `**/${file}`),
        ...forbiddenScopes.map((scope) => `${scope}/**`),
        ...(forbiddenFolders.length > 0 ? ['**/app', '**/main'] : []),
      ],
      message: 'Imports point down: see CONTRIBUTING.md.',
    },
  ],
});

export default tseslint.config(
  // The compiler of the example checks it.
  { ignores: ['**/dist/', 'coverage/', '**/node_modules/', '**/generated/', 'examples/react/**/*.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.json'] })] },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'import-x/no-default-export': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/**/*.ts'], ignores: ['src/**/*.type.ts'], rules: { 'import-x/no-cycle': 'error' } },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/config reads the environment.' },
      ],
    },
  },
  ...layers.map((layer) => ({
    files: layer.files,
    rules: { 'no-restricted-imports': ['error', restrictedImports(layer)] },
  })),
  {
    // ES5, because every version of Node.js must be able to parse it.
    files: ['bin/*.js'],
    languageOptions: {
      ecmaVersion: 5,
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', process: 'readonly', require: 'readonly' },
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        fetch: 'readonly',
        Response: 'readonly',
        performance: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        __dirname: 'readonly',
        Buffer: 'readonly',
        module: 'writable',
        require: 'readonly',
      },
    },
  },
);
