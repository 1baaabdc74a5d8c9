import com.jayway.jsonpath.JsonPath;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.minidev.json.JSONValue;
import net.minidev.json.parser.JSONParser;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;

/**
 * What Java says: reads one JSON object a line, writes one answer a line. A line is a template with its variables,
 * a pattern with a text and a replacement, or a JSON path with what it is followed in. Values are what API Gateway's JSON reader makes of JSON: LinkedHashMap,
 * a list that prints itself as JSON, Integer, Long, BigInteger, Double.
 */
public class Answers {
  static final ExecutorService RUNNER = Executors.newCachedThreadPool((task) -> {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  });

  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    VelocityEngine engine = new VelocityEngine();
    engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
    engine.setProperty("directive.set.null.allowed", "true");
    engine.setProperty("directive.foreach.maxloops", "1000");
    engine.setProperty("velocimacro.permissions.allow.inline.local.scope", "true");
    engine.setProperty("velocimacro.library", "");
    engine.init();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Map<?, ?> asked = (Map<?, ?>) read(line);
      Future<Map<String, Object>> answer =
          RUNNER.submit(() -> asked.containsKey("pattern") ? pattern(asked)
              : asked.containsKey("path") ? path(asked) : template(engine, asked));
      Map<String, Object> said = new LinkedHashMap<>();
      try {
        said = answer.get(5, TimeUnit.SECONDS);
      } catch (TimeoutException late) {
        said.put("late", true);
      } catch (ExecutionException crash) {
        said.put("crashed", crash.getCause().getClass().getSimpleName());
      }
      out.println(ascii(JSONValue.toJSONString(said)));
    }
    System.exit(0);
  }

  /** Halves of characters have no UTF-8. */
  static String ascii(String json) {
    StringBuilder written = new StringBuilder();
    for (char one : json.toCharArray())
      written.append(one < 127 ? String.valueOf(one) : String.format("\\u%04x", (int) one));
    return written.toString();
  }

  static Object read(String text) throws Exception {
    return new JSONParser(JSONParser.MODE_PERMISSIVE).parse(text, JSONValue.defaultReader.DEFAULT_ORDERED);
  }

  static Map<String, Object> template(VelocityEngine engine, Map<?, ?> asked) {
    Map<String, Object> said = new LinkedHashMap<>();
    try {
      VelocityContext context = new VelocityContext();
      Object data = asked.get("data");
      if (data != null) {
        for (Map.Entry<?, ?> one : ((Map<?, ?>) read((String) data)).entrySet())
          context.put((String) one.getKey(), one.getValue());
      }
      // API Gateway prints nothing for what is not there.
      EventCartridge handlers = new EventCartridge();
      handlers.addEventHandler((ReferenceInsertionEventHandler) (reference, value) -> value == null ? "" : value);
      handlers.attachToContext(context);
      StringWriter written = new StringWriter();
      engine.evaluate(context, written, "t" + System.nanoTime(), (String) asked.get("template"));
      said.put("out", written.toString());
    } catch (Throwable thrown) {
      said.put("fault", thrown.getClass().getSimpleName());
      if (asked.containsKey("why")) said.put("why", String.valueOf(thrown.getMessage()));
    }
    return said;
  }

  /** Each path by itself: compiled ones remember where they were last. */
  static Map<String, Object> path(Map<?, ?> asked) {
    Map<String, Object> said = new LinkedHashMap<>();
    try {
      said.put("found", JsonPath.compile((String) asked.get("path")).<Object>read(read((String) asked.get("data"))));
    } catch (Throwable nothing) {
      said.put("nothing", nothing.getClass().getSimpleName());
    }
    return said;
  }

  static Map<String, Object> pattern(Map<?, ?> asked) {
    Map<String, Object> said = new LinkedHashMap<>();
    String text = (String) asked.get("text");
    Pattern compiled;
    try {
      compiled = Pattern.compile((String) asked.get("pattern"));
    } catch (Throwable refused) {
      said.put("refused", true);
      return said;
    }
    said.put("matches", compiled.matcher(text).matches());
    List<Object> found = new ArrayList<>();
    Matcher matcher = compiled.matcher(text);
    while (matcher.find() && found.size() < 50) {
      List<Object> groups = new ArrayList<>();
      groups.add(matcher.start());
      for (int group = 0; group <= matcher.groupCount(); group++) groups.add(matcher.group(group));
      found.add(groups);
    }
    said.put("found", found);
    said.put("split", List.of(compiled.split(text)));
    try {
      said.put("replaced", compiled.matcher(text).replaceAll((String) asked.get("replacement")));
    } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
      said.put("replacementRefused", true);
    }
    return said;
  }
}
