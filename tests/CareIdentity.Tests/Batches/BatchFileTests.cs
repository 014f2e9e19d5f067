using System.Text;
using CareIdentity.Batches;
using CareIdentity.Kernel;
using Xunit;

namespace CareIdentity.Tests.Batches;

/// <summary>Files as people bring them: every encoding that spreadsheets write, and what is no such file refused in words.</summary>
public sealed class BatchFileTests
{
    private const string File = "UUID, Family name ,given name\r\n100000000016,\"O'Dálaigh, née Smith\",Siân\r\n\r\n";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "utf-8", Encoding.UTF8.GetBytes(File) },
        { "utf-8", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(File)] },
        { "utf-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(File)] },
        { "utf-16BE", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(File)] },
        { "windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(File) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task It_is_read_as_it_was_written(string readAs, byte[] content)
    {
        var file = (await OpenAsync(content)).Value;

        Assert.Equal(readAs, file.ReadAs);
        var (line, fields) = Assert.Single(await LinesAsync(file));
        Assert.Equal(2, line.Number);
        Assert.Equal(["100000000016", "Siân", "", "O'Dálaigh, née Smith"], fields.Take(4));
    }

    [Theory]
    [InlineData("", "batch.empty")]
    [InlineData("uuid;family_name\r\n1;2", "batch.semicolons")]
    [InlineData("family_name\r\nSmith", "batch.columns")]
    [InlineData("uuid,familyname\r\n1,Smith", "batch.columns")]
    [InlineData("uuid,email,email\r\n1,a,b", "batch.columns")]
    [InlineData("PK\0\0\u0003", "batch.not-text")]
    public async Task What_is_no_such_file_is_refused(string content, string code) => Assert.Equal(code, (await OpenAsync(Encoding.UTF8.GetBytes(content))).Refusal?.Code);

    /// <summary>PostgreSQL 18, 8.3: a text cannot hold "the character with code zero". In UTF-16 every other octet is zero, so octets say nothing.</summary>
    [Fact]
    public async Task The_character_NUL_is_refused_in_every_encoding()
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes("uuid,reason\r\n100000000016,left\0here\r\n")];
            Assert.Equal("batch.not-text", (await OpenAsync(content)).Refusal?.Code);
        }
    }

    /// <summary>RFC 4180 §2: line breaks, commas and doubled quotation marks within quotation marks.</summary>
    [Fact]
    public async Task A_field_in_quotation_marks_holds_what_it_likes()
    {
        var file = (await OpenAsync("uuid,reason\r\n1,\"line one\r\nline \"\"two\"\", and more\"\r\n2,next\r\n"u8.ToArray())).Value;

        var lines = await LinesAsync(file);
        Assert.Equal(["line one\r\nline \"two\", and more", "next"], lines.Select(l => l.Fields[^1]));
    }

    [Theory]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("'-5", "-5")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData(" padded ", "padded")]
    public void A_cell_that_was_kept_from_being_a_formula_comes_back_as_it_was(string cell, string expected)
    {
        var line = new BatchLine { BatchId = Guid.Empty, Number = 1, FileLine = 2, Cells = BatchLine.Write(["1", cell]) };

        Assert.Equal(expected, new LineCells(BatchKind.Close, line).Text(BatchColumns.Reason));
    }

    [Fact]
    public void A_cell_that_is_too_long_is_refused_in_its_column()
    {
        var line = new BatchLine { BatchId = Guid.Empty, Number = 1, FileLine = 2, Cells = BatchLine.Write(["1", new string('x', LineCells.LongestCell + 1)]) };
        var cells = new LineCells(BatchKind.Close, line);

        _ = cells.Text(BatchColumns.Reason);

        Assert.Equal(("batch.cell-too-long", BatchColumns.Reason), (cells.Problem?.Refusal?.Code, cells.Problem?.Column));
    }

    private static Task<Outcome<BatchFile>> OpenAsync(byte[] content) => BatchFile.OpenAsync(new MemoryStream(content), BatchKind.Change, CancellationToken.None);

    private static async Task<List<(Importing.CsvLine Line, string[] Fields)>> LinesAsync(BatchFile file)
    {
        var lines = new List<(Importing.CsvLine, string[])>();
        await foreach (var line in file.LinesAsync(CancellationToken.None))
        {
            lines.Add(line);
        }

        return lines;
    }
}
