import { prepare } from '../../local/prepare.ts';

/** Before the suites that run the whole stack: bundles and template are those of the sources, made once. */
export default prepare;
