import '../base/tokens.css';
