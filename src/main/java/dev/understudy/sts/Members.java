package dev.understudy.sts;

import java.util.List;
import java.util.Optional;

/**
 * The members of a request as they came over the wire, by the names of AWS's model. What syntax carried them is the
 * protocol's business.
 */
public interface Members {
    /** A text, possibly empty. */
    Optional<String> string(String name) throws StsException;

    /**
     * A 32-bit integer.
     *
     * @throws StsException {@code MalformedInput} if it is not one
     */
    Optional<Integer> integer(String name) throws StsException;

    /**
     * A list of structures; an element that the wire left out is empty.
     *
     * @throws StsException {@code MalformedInput} if the list's indexes are malformed
     */
    List<Optional<Members>> structures(String name) throws StsException;

    /**
     * A list of texts; an element that the wire left out is empty.
     *
     * @throws StsException {@code MalformedInput} if the list's indexes are malformed
     */
    List<Optional<String>> strings(String name) throws StsException;

    /** Whether a list was given that has no elements, which is not the same as none. */
    boolean isEmptyList(String name);

    /** A structure; empty if none of its members was given. */
    Optional<Members> structure(String name) throws StsException;
}
