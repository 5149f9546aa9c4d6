/** SAML 2.0: identity providers' metadata, the verification of their responses, and a provider that is played here. */
@NullMarked
package dev.understudy.saml;

import org.jspecify.annotations.NullMarked;
