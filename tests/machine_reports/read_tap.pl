#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Reads a TAP file with perl's own parser, and prints what it understood as JSON: read_tap.pl FILE
use strict;
use warnings;
use JSON::PP;
use TAP::Parser;

open(my $file, '<:encoding(UTF-8)', $ARGV[0]) or die "$ARGV[0]: $!";
local $/;
my $parser = TAP::Parser->new({tap => <$file>});
my @tests;
my @others;
while (my $result = $parser->next) {
    if ($result->is_test) {
        push @tests, {
            ok => $result->is_actual_ok ? JSON::PP::true : JSON::PP::false,
            counts_as_ok => $result->is_ok ? JSON::PP::true : JSON::PP::false,
            description => $result->description,
            directive => $result->directive,
            explanation => $result->explanation,
        };
    } elsif ($result->is_yaml) {
        $tests[-1]{yaml} = $result->data;
    } elsif ($result->is_unknown) {
        push @others, $result->raw;
    }
}
print JSON::PP->new->utf8->canonical->encode({
    version => $parser->version, plan => $parser->plan, tests => \@tests, unknown => \@others,
    errors => [$parser->parse_errors],
});
