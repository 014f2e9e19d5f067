using CareIdentity.Tool.CommandLine;
using Xunit;

namespace CareIdentity.Tests.Tool;

public sealed class LineTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("run --port 0 --data /srv/cis --empty")]
    [InlineData("run --database postgres://cis@db/care")]
    [InlineData("test")]
    [InlineData("test --fast")]
    [InlineData("test --fast sponsor")]
    [InlineData("test sponsor --fast")]
    [InlineData("bench search --json out.json")]
    [InlineData("bench national --database postgres://cis@db/care --data /srv/cis")]
    [InlineData("import organisations epraccur.csv")]
    [InlineData("import organisations mine.csv --kind pharmacies --report bad.csv --data /srv/cis")]
    [InlineData("import roles tables --database postgres://cis@db/care")]
    [InlineData("import people people.csv --check --alone --report bad.csv --database postgres://cis@db/care")]
    [InlineData("generate population --people 1,500,000 --seed 7 --data /srv/cis")]
    [InlineData("doctor --port 8081")]
    [InlineData("virtual-card")]
    [InlineData("virtual-card --port 35963 --file mine.card --series 09 --trace")]
    [InlineData("package agent")]
    [InlineData("package agent --origin https://identity.example --origin https://other.example:8443 --out /tmp")]
    [InlineData("pki request --name live-issuing-1 --out issuing.request --data /srv/cis")]
    [InlineData("pki ceremony --request r --out d --organisation O --origin http://pki.example --arc 1.3.6.1 --shares 5 --needed 3 --dry-run")]
    [InlineData("pki session --root d --out e --revoke 4012345678901234567890123456789012345678")]
    [InlineData("pki adopt --from d --database postgres://cis@db/care")]
    [InlineData("pki certify db.csr --profile server --out db.pem --data /srv/cis")]
    [InlineData("pki certify letters.csr --profile document --out letters.pem --database postgres://cis@db/care")]
    [InlineData("pki list --data /srv/cis")]
    [InlineData("pki revoke 4012345678901234567890123456789012345678 --reason keyCompromise")]
    [InlineData("format")]
    [InlineData("report")]
    public void A_line_that_others_script_is_understood(string line) => Assert.Null(Problem(line));

    [Theory]
    [InlineData("tset", "there is no command 'tset'. The nearest is 'test'.")]
    [InlineData("rnu", "there is no command 'rnu'. The nearest is 'run'.")]
    [InlineData("benhc --json x", "there is no command 'benhc'. The nearest is 'bench'.")]
    [InlineData("RUN", "there is no command 'RUN'.")]
    [InlineData("--port 80", "there is no command '--port'.")]
    [InlineData("run --prot 8080", "there is no option '--prot'. The nearest is '--port'.")]
    [InlineData("run --datbase x", "there is no option '--datbase'. The nearest is '--database'.")]
    [InlineData("run --port", "'--port'")]
    [InlineData("run --port eighty", "--port wants a number from 0 to 65535, not 'eighty'.")]
    [InlineData("run --port 65536", "--port wants a number from 0 to 65535, not '65536'.")]
    [InlineData("run --port -1", "--port wants a number")]
    [InlineData("run --port 1 --port 2", "--port")]
    [InlineData("run here", "'here' is one word too many.")]
    [InlineData("run --empty yes", "'yes' is one word too many.")]
    [InlineData("run --", "'--'")]
    [InlineData("run -p 8080", "there is no option '-p'.")]
    [InlineData("run --database mysql://db/care", "begins with postgres://")]
    [InlineData("test one two", "'two' is one word too many.")]
    [InlineData("test --fats", "there is no option '--fats'. The nearest is '--fast'.")]
    [InlineData("format now", "'now' is one word too many.")]
    [InlineData("bench --json", "'--json'")]
    [InlineData("import", "import: say what: organisations, roles, restrictions, staff-record, people.")]
    [InlineData("pki", "pki: say what: request, ceremony, session, adopt, certify, revoke, list.")]
    [InlineData("pki ceremony --request r --out d --organisation O --origin http://pki.example", "'--arc'")]
    [InlineData("pki session --root d --out e --revoke 42", "--revoke wants the forty hexadecimal digits")]
    [InlineData("pki certify db.csr --out db.pem", "'--profile'")]
    [InlineData("pki certify db.csr --profile root --out db.pem", "--profile is one of server, document, not 'root'.")]
    [InlineData("pki certify --profile server --out db.pem", "'REQUEST'")]
    [InlineData("pki revoke 42", "SERIAL wants the forty hexadecimal digits")]
    [InlineData("pki revoke 4012345678901234567890123456789012345678 --reason cACompromise", "--reason is one of unspecified, keyCompromise, superseded, cessationOfOperation, not 'cACompromise'.")]
    [InlineData("generate population", "'--people'")]
    [InlineData("generate population --people many", "--people wants a number, not 'many'.")]
    [InlineData("import organizations x.csv", "there is no command 'organizations'. The nearest is 'organisations'.")]
    [InlineData("import organisations", "'FILE'")]
    [InlineData("import organisations a.csv b.csv", "'b.csv' is one word too many.")]
    [InlineData("import organisations a.csv --kind pharmacy", "--kind wants one of practices, pharmacies, trusts, others, not 'pharmacy'. The nearest is 'pharmacies'.")]
    [InlineData("import organisations a.csv --kind 1", "--kind wants one of")]
    [InlineData("package", "package: say what: agent.")]
    [InlineData("package agent --origin identity.example", "--origin wants the origin of a service, such as https://identity.example, not 'identity.example'.")]
    [InlineData("package agent --origin http://identity.example", "not 'http://identity.example'.")]
    [InlineData("package agent --origin https://identity.example/", "not 'https://identity.example/'.")]
    [InlineData("virtual-card --port 0", "--port wants a number from 1 to 65535, not '0'.")]
    [InlineData("virtual-card --series 11", "--series wants one of 00, 01, 02,")]
    [InlineData("virtual-card --series 9", "not '9'.")]
    [InlineData("virtual-card --file /", "--file wants the name of a file.")]
    [InlineData("virtual-card mine.card", "'mine.card' is one word too many.")]
    [InlineData("virtual-card --tracing", "there is no option '--tracing'. The nearest is '--trace'.")]
    [InlineData("import roles tables --kind trusts", "there is no option '--kind'.")]
    public void Anything_else_is_refused_with_what_was_probably_meant(string line, string expected) =>
        Assert.Contains(expected, Problem(line), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_further_words_is_never_read()
    {
        Assert.Contains("'@/etc/passwd' is one word too many.", Problem("run @/etc/passwd"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_of_a_URL_is_not_repeated()
    {
        Assert.DoesNotContain("hunter2", Problem("run --database postgres://cis:hunter2@db:x/care"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_page_names_every_command_and_option_and_no_other()
    {
        using var reader = new StreamReader(typeof(Line).Assembly.GetManifestResourceStream("help.txt")!);
        var help = reader.ReadToEnd();
        var commands = Commands.All(Here).Subcommands;

        Assert.All(commands, command => Assert.Contains($"./cis {command.Name}", help, StringComparison.Ordinal));
        var options = commands.SelectMany(command => command.Subcommands.Append(command)).SelectMany(command => command.Options).Select(option => option.Name);
        Assert.Equal(
            options.ToHashSet().Order(StringComparer.Ordinal),
            help.Split([' ', '[', ']', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToHashSet().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("run", "run", 0)]
    [InlineData("", "run", 3)]
    [InlineData("rnu", "run", 1)]
    [InlineData("tests", "test", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Nearness_counts_letters_inserted_left_out_changed_or_swapped(string a, string b, int expected)
    {
        Assert.Equal(expected, NearestWord.Distance(a, b));
        Assert.Equal(expected, NearestWord.Distance(b, a));
    }

    private static Surroundings Here => new() { Root = "/nowhere", Database = null };

    private static string? Problem(string line) => Line.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), Here).Problem();
}
