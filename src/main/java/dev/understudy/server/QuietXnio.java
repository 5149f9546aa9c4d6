package dev.understudy.server;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.Xnio;

/**
 * Loads XNIO without its greetings. They are logged once, at INFO, when its classes are first loaded, and through
 * java.util.logging unless another log system is there. So the level is raised for that moment, and put back.
 */
final class QuietXnio {
    private QuietXnio() {}

    static synchronized Xnio instance() {
        Logger logger = Logger.getLogger("org.xnio");
        Level level = logger.getLevel();
        logger.setLevel(Level.WARNING);
        try {
            return Xnio.getInstance(Xnio.class.getClassLoader());
        } finally {
            logger.setLevel(level);
        }
    }
}
