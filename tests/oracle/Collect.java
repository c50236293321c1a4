// Fills exported forms in JavaRosa, the engine of ODK Collect, step by step as a person swiping through.
//
// Arguments: a file to read, a file to write; both UTF-8, a line a fact, parts parted by tabs.
// Read:    F path (of the XForm that follows) · B (a household begins) · R (a round of answers) ·
//          A key value (an answer of the round; a list parted by spaces; empty: taken away) · E (it ends)
// Written: one line a household: milliseconds, then "V key" for each question asked in the last round,
//          "X key: required" or "X key: constraint" for each refused, "C name=value" for each calculation.
// A key is "wall" or "m2.birth". An error takes the place of the milliseconds: "ERROR what".
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.test.Scenario;

public class Collect {
  static final String REPEAT = "members";
  static final Map<Integer, String> REFUSED =
      Map.of(
          FormEntryController.ANSWER_REQUIRED_BUT_EMPTY, "required",
          FormEntryController.ANSWER_CONSTRAINT_VIOLATED, "constraint");

  public static void main(String[] files) throws Exception {
    System.err.close(); // JavaRosa talks there of every event
    Scenario form = null;
    List<Map<String, String>> rounds = new ArrayList<>();
    try (PrintStream out = new PrintStream(new File(files[1]), StandardCharsets.UTF_8)) {
      for (String line : Files.readAllLines(Path.of(files[0]))) {
        String[] parts = line.split("\t", -1);
        switch (parts[0]) {
          case "F" -> form = Scenario.init(new File(parts[1]));
          case "B" -> rounds = new ArrayList<>();
          case "R" -> rounds.add(new LinkedHashMap<>());
          case "A" -> rounds.get(rounds.size() - 1).put(parts[1], parts[2]);
          default -> out.println(household(form, rounds));
        }
      }
    }
    System.exit(0);
  }

  static String household(Scenario form, List<Map<String, String>> rounds) {
    long began = System.nanoTime();
    List<String> said = new ArrayList<>();
    try {
      form.newInstance();
      for (Map<String, String> round : rounds) {
        said = swipe(form.getFormEntryController(), round);
      }
      calculations(form.getFormDef().getMainInstance().getRoot(), said);
    } catch (Exception error) {
      return "ERROR " + String.valueOf(error).replace("\n", " ").replace("\t", " ");
    }
    return (System.nanoTime() - began) / 1e6 + "\t" + String.join("\t", said);
  }

  /** From the first question to the last: each is answered, or left with what it has. */
  static List<String> swipe(FormEntryController form, Map<String, String> given) {
    List<String> said = new ArrayList<>();
    form.jumpToIndex(FormIndex.createBeginningOfFormIndex());
    int event = form.stepToNextEvent();
    while (event != FormEntryController.EVENT_END_OF_FORM) {
      FormEntryPrompt asked = event == FormEntryController.EVENT_QUESTION ? form.getModel().getQuestionPrompt() : null;
      if (asked != null && !asked.isReadOnly()) {
        FormIndex at = form.getModel().getFormIndex();
        String key = key(at.getReference());
        IAnswerData answer = given.containsKey(key) ? answer(asked, given.get(key)) : asked.getAnswerValue();
        said.add("V " + key);
        String refused = REFUSED.get(form.answerQuestion(at, answer, true));
        if (refused != null) said.add("X " + key + ": " + refused);
      }
      event = form.stepToNextEvent();
    }
    return said;
  }

  static String key(TreeReference reference) {
    for (int n = 0; n < reference.size(); n++) {
      if (reference.getName(n).equals(REPEAT)) {
        return "m" + (reference.getMultiplicity(n) + 1) + "." + reference.getNameLast();
      }
    }
    return reference.getNameLast();
  }

  static IAnswerData answer(FormEntryPrompt asked, String value) {
    if (value.isEmpty()) return null;
    if (asked.getControlType() == Constants.CONTROL_SELECT_ONE) return new SelectOneData(new Selection(value));
    if (asked.getControlType() == Constants.CONTROL_SELECT_MULTI) {
      List<Selection> chosen = new ArrayList<>();
      for (String one : value.split(" ")) chosen.add(new Selection(one));
      return new MultipleItemsData(chosen);
    }
    return switch (asked.getDataType()) {
      case Constants.DATATYPE_INTEGER -> new IntegerData(Integer.parseInt(value));
      case Constants.DATATYPE_DECIMAL -> new DecimalData(Double.parseDouble(value));
      case Constants.DATATYPE_DATE -> new DateData(day(value.split("-")).getTime());
      default -> new StringData(value);
    };
  }

  static GregorianCalendar day(String[] parts) {
    return new GregorianCalendar(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]) - 1, Integer.parseInt(parts[2]));
  }

  /** The household's calculations, not those of each member. */
  static void calculations(TreeElement node, List<String> said) {
    if (node.getName() != null && node.getName().equals(REPEAT)) return;
    if (node.getName() != null && node.getName().startsWith("calc_")) {
      IAnswerData value = node.getValue();
      said.add("C " + node.getName() + "=" + (value == null ? "" : value.uncast().getString()));
    }
    for (int n = 0; n < node.getNumChildren(); n++) calculations(node.getChildAt(n), said);
  }
}
