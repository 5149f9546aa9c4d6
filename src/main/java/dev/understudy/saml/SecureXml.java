package dev.understudy.saml;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads XML of strangers. There is no document type and so no entity of one's own, nothing is fetched, and depth and
 * attributes are bounded; the length is the caller's to bound.
 */
final class SecureXml {
    /** Metadata and responses of real providers are less than 20 levels deep. */
    static final int MAXIMUM_DEPTH = 64;

    static final int MAXIMUM_ATTRIBUTES = 64;

    private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final Map<String, Object> ATTRIBUTES = Map.of(
            XMLConstants.ACCESS_EXTERNAL_DTD,
            "",
            XMLConstants.ACCESS_EXTERNAL_SCHEMA,
            "",
            LIMITS + "maxElementDepth",
            Integer.toString(MAXIMUM_DEPTH),
            LIMITS + "elementAttributeLimit",
            Integer.toString(MAXIMUM_ATTRIBUTES));

    private SecureXml() {}

    /**
     * The document, with namespaces.
     *
     * @throws MalformedXmlException if the text is not well-formed, has a document type, or is beyond the bounds
     */
    static Document parse(String text) throws MalformedXmlException {
        try {
            Document document = builder().parse(new InputSource(new StringReader(text)));
            if (!"1.0".equals(document.getXmlVersion())) {
                throw new MalformedXmlException("It is not XML 1.0.");
            }
            return document;
        } catch (SAXException malformed) {
            throw new MalformedXmlException(reason(malformed));
        } catch (IOException impossible) {
            throw new IllegalStateException("A text in memory can always be read", impossible);
        }
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setXIncludeAware(false);
            factory.setCoalescing(true);
            ATTRIBUTES.forEach(factory::setAttribute);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Java's XML parser can be secured no longer", e);
        }
    }

    /** The parser quotes what it has read, which may be anything; only its place is told. */
    private static String reason(SAXException malformed) {
        boolean doctype = String.valueOf(malformed.getMessage()).contains("DOCTYPE");
        String what = doctype
                ? "It has a document type (DOCTYPE), which is never read."
                : "It is not well-formed XML, deeper than " + MAXIMUM_DEPTH + " levels, or has an element of more than "
                        + MAXIMUM_ATTRIBUTES + " attributes.";
        return malformed instanceof SAXParseException placed && placed.getLineNumber() > 0
                ? what + " See line " + placed.getLineNumber() + ", column " + placed.getColumnNumber() + "."
                : what;
    }

    /** Every error ends the reading; the parser's own handler would also print it. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException harmless) {
            // A warning does not change what is read.
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
