// Style sheets are imported for their effect; the bundler resolves them.
declare module "*.css";
