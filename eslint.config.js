import accessibility from 'eslint-plugin-vuejs-accessibility'

/** Only what oxlint cannot see yet: the templates. Types and code are its work and vue-tsc's. */
export default [
  ...accessibility.configs['flat/recommended'],
  {
    files: ['web/**/*.vue'],
    languageOptions: { parserOptions: { parser: false } },
    rules: {
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // a field's label stands in UiField, which the rule cannot see; axe checks the page
      'vuejs-accessibility/form-control-has-label': 'off',
    },
  },
]
