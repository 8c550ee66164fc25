// The floors of the house: who may import whom. Modules' `needs` are held by tests/manifests.test.ts.
const pure = 'working-time|stats|opinion-map|questionnaire|personal-data';
const from = (path, to, name) => ({ name, severity: 'error', from: { path }, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    from(
      '^packages/kernel/src',
      { path: '^(packages|modules|apps)/', pathNot: '^packages/kernel/' },
      'kernel-stands-alone',
    ),
    from(
      `^packages/(${pure})/src`,
      { path: '^(packages|modules|apps)/', pathNot: '^packages/$1/' },
      'pure-libraries-stand-alone',
    ),
    from(
      '^packages/(scoring|comment-themes)/src',
      { path: '^(packages|modules|apps)/', pathNot: '^packages/($1|stats)/' },
      'scoring-and-themes-stand-on-stats',
    ),
    from(
      '^packages/waits/src',
      { path: '^(packages|modules|apps)/', pathNot: '^packages/(waits|working-time)/' },
      'waits-stand-on-working-time',
    ),
    from(
      '^packages/(db|i18n)/src',
      { path: '^(packages|modules|apps)/', pathNot: '^packages/($1|kernel)/' },
      'db-and-i18n-stand-on-kernel',
    ),
    from(
      '^packages/jobs/src',
      { path: '^(packages|modules|apps)/', pathNot: '^packages/(jobs|db|kernel)/' },
      'jobs-stand-on-db',
    ),
    from(
      '^packages/adapters/src',
      { path: '^(packages|modules|apps)/', pathNot: '^packages/(adapters|kernel|personal-data)/' },
      'adapters-stand-on-kernel',
    ),
    from(
      '^packages/ui/src',
      { path: '^(packages|modules|apps)/', pathNot: '^packages/(ui|i18n)/' },
      'ui-knows-words-only',
    ),
    from(
      '^modules/([^/]+)/src',
      { path: '^(apps|packages/(api|ui|adapters))/' },
      'modules-know-no-doors',
    ),
    from(
      '^modules/([^/]+)/src',
      { path: '^modules/(?!$1/)[^/]+/(?!src/index\\.ts$)' },
      'modules-meet-at-their-index',
    ),
    from('^packages/(?!api)[^/]+/src', { path: '^modules/' }, 'packages-know-no-modules'),
    from('^apps/web/src', { path: '^packages/(db|jobs|adapters|api)/' }, 'pages-hold-no-engine'),
    {
      name: 'pages-take-types-only',
      severity: 'error',
      from: { path: '^apps/web/src' },
      to: { path: '^modules/', dependencyTypesNot: ['type-only'] },
    },
    from(
      '^(packages|modules)/[^/]+/src',
      { path: '^packages/adapters/', pathNot: '^packages/adapters/' },
      'only-the-server-names-adapters',
    ),
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: { pathNot: '^apps/web|/generated/' },
      to: { couldNotResolve: true, pathNot: '\\.css$|^\\$|generated' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|generated|\\.svelte-kit|\\.svelte-check)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.svelte', '.json'],
    },
  },
};
