import tseslint from 'typescript-eslint';

const pure = ['core/**/*.ts', 'emulators/*/state/**/*.ts', 'emulators/platform/*/state*.ts', 'broker/rules/**/*.ts'];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'report/**', '.ringproof/**', '*.js', '*.cjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
  { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: pure,
    ignores: ['**/*.test.ts', 'core/clock.ts'],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'process', 'performance'],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is a parameter: take a Clock.' },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is a parameter: take a Clock.' },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Randomness is a parameter.' },
      ],
    },
  },
  {
    // The schemas of third parties' answers are unknown at compile time; these files say so with a type of their own.
    files: ['**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off', '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-call': 'off', '@typescript-eslint/no-unsafe-return': 'off' },
  },
);
