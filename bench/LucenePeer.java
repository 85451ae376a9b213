import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * What Lucene finds: given a language, a file of passages and a file of questions, one a line,
 * prints for each question the numbers of the best passages, from 0, best first.
 */
public final class LucenePeer {
  private static final String TEXT = "text";
  private static final int DEEPEST = 100;

  public static void main(String[] arguments) throws Exception {
    Analyzer analyzer = arguments[0].equals("ar") ? new ArabicAnalyzer() : new FrenchAnalyzer();
    List<String> passages = Files.readAllLines(Path.of(arguments[1]), StandardCharsets.UTF_8);
    List<String> questions = Files.readAllLines(Path.of(arguments[2]), StandardCharsets.UTF_8);
    BM25Similarity similarity = new BM25Similarity(1.2f, 0.75f);
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    IndexWriterConfig settings = new IndexWriterConfig(analyzer).setSimilarity(similarity);
    try (IndexWriter writer = new IndexWriter(directory, settings)) {
      for (String passage : passages) {
        Document document = new Document();
        document.add(new TextField(TEXT, passage, Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(similarity);
      answer(searcher, new QueryBuilder(analyzer), questions);
    }
  }

  private static void answer(IndexSearcher searcher, QueryBuilder builder, List<String> questions)
      throws Exception {
    PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String question : questions) {
      Query query = builder.createBooleanQuery(TEXT, question);
      StringBuilder line = new StringBuilder();
      if (query != null) {
        for (ScoreDoc hit : searcher.search(query, DEEPEST).scoreDocs) {
          line.append(hit.doc).append(' ');
        }
      }
      output.println(line.toString().strip());
    }
  }
}
