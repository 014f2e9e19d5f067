using System.Text;
using CareIdentity.Cards.Piv;
using CareIdentity.Smartcards;

namespace CareIdentity.Tests.Smartcards;

public sealed class AdoptedCardListTests
{
    private const string Header = "Serial,Algorithm,ManagementKey,PUK\r\n";
    private const string Key = "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60799";

    [Fact]
    public void Cards_are_read_with_their_keys_and_the_keys_are_zero_when_the_list_is_done_with()
    {
        var list = Read($"\uFEFF{Header}0977000001,3DES,{Key},01234567\r\n\r\n 09 7700 0002 , aes-256 , {new string('a', 64)} , 87654321");

        Assert.Empty(list.Problems);
        Assert.Equal(
            [("0977000001", PivAlgorithm.TripleDes, Key, "01234567"), ("0977000002", PivAlgorithm.Aes256, new string('A', 64), "87654321")],
            list.Cards.Select(c => (c.Serial.Value, c.ManagementAlgorithm, Convert.ToHexString(c.ManagementKey.Span), Encoding.ASCII.GetString(c.UnblockingKey.Span))));
        Assert.All(list.Cards, card => Assert.True(card.IsWellFormed));
        var (key, puk) = (list.Cards[0].ManagementKey, list.Cards[0].UnblockingKey);
        list.Dispose();
        Assert.False(key.Span.ContainsAnyExcept((byte)0) || puk.Span.ContainsAnyExcept((byte)0));
    }

    [Theory]
    [InlineData("977000001,3DES,KEY,12345678", "Line 2, Serial: this is not a serial number")]
    [InlineData("1177000001,3DES,KEY,12345678", "Line 2, Serial: this is not a serial number")]
    [InlineData("0977000001,DES,KEY,12345678", "Line 2, Algorithm: this is none of 3DES, AES-128, AES-192, AES-256")]
    [InlineData("0977000001,AES-128,KEY,12345678", "Line 2, ManagementKey: a key of this algorithm has 32 hexadecimal digits")]
    [InlineData("0977000001,3DES,KEG,12345678", "Line 2, ManagementKey: a key of this algorithm has 48 hexadecimal digits")]
    [InlineData("0977000001,3DES,KEY,1234567", "Line 2, PUK: it has eight digits")]
    [InlineData("0977000001,3DES,KEY,1234567x", "Line 2, PUK: it has eight digits")]
    [InlineData("0977000001,3DES,KEY", "Line 2, there are fewer columns than four")]
    [InlineData("0977000001,3DES,KEY,12345678,", "Line 2, there are more columns than four")]
    [InlineData("0977000001,3DES,KEY,12345678\n0977000001,3DES,KEY,12345678", "Line 3, Serial: this card stands on an earlier line too")]
    [InlineData("", "There is no card in the file")]
    public void What_is_wrong_is_said_by_line_and_column_and_never_what_stands_there(string lines, string problem)
    {
        using var list = Read(Header + lines.Replace("KEY", Key, StringComparison.Ordinal).Replace("KEG", Key[..^1] + "G", StringComparison.Ordinal));

        var said = Assert.Single(list.Problems);
        Assert.StartsWith(problem, said, StringComparison.Ordinal);
        Assert.DoesNotContain(Key[..8], said, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0977000001,3DES,A1,12345678")]
    [InlineData("Serial;Algorithm;ManagementKey;PUK")]
    [InlineData("\0\0\0")]
    public void A_file_without_the_header_is_none(string file)
    {
        using var list = Read(file);

        Assert.NotEmpty(list.Problems);
        Assert.Empty(list.Cards);
    }

    [Fact]
    public void A_file_is_bounded_and_so_is_what_is_said_of_it()
    {
        using var huge = Read(Header + new string('x', AdoptedCardList.MaxBytes));
        using var many = Read(Header + string.Concat(Enumerable.Range(0, 1001).Select(i => $"09{i:D8},3DES,{Key},12345678\n")));
        using var wrong = Read(Header + string.Concat(Enumerable.Repeat("x\n", 500)));

        Assert.StartsWith("The file is too long", Assert.Single(huge.Problems), StringComparison.Ordinal);
        Assert.StartsWith("There are more than 1,000 cards", Assert.Single(many.Problems), StringComparison.Ordinal);
        Assert.Equal(21, wrong.Problems.Count);
        Assert.Equal("There are 480 more lines like these", wrong.Problems[^1]);
    }

    [Fact]
    public void Whatever_arrives_is_a_list_or_told_to_be_none()
    {
        var seeded = new Cards.SeededBytes(20260401);
        var original = Encoding.UTF8.GetBytes($"{Header}0977000001,3DES,{Key},01234567\r\n");
        for (var round = 0; round < 5000; round++)
        {
            using var list = AdoptedCardList.Read(seeded.Mutate(original));

            Assert.True(list.Problems.Count > 0 || list.Cards.All(card => card.IsWellFormed), $"Round {round}");
        }
    }

    private static AdoptedCardList Read(string file) => AdoptedCardList.Read(Encoding.UTF8.GetBytes(file));
}
