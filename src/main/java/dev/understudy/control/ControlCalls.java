package dev.understudy.control;

import java.util.List;

/** Calls of the control API that belong together. */
public interface ControlCalls {
    /** The calls, by method and path. */
    List<Endpoint> endpoints();
}
