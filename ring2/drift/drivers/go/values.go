package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/Azure/go-amqp"
)

// property is the value of an application property, in JSON as the protocol has it.
type property struct{ value any }

// UnmarshalJSON tells whole numbers from others by how they are written: an int or a long, and a double.
func (p *property) UnmarshalJSON(text []byte) error {
	reader := json.NewDecoder(bytes.NewReader(text))
	reader.UseNumber()
	var read any
	if err := reader.Decode(&read); err != nil {
		return err
	}
	switch value := read.(type) {
	case json.Number:
		return p.number(value)
	case map[string]any:
		date, isNumber := value["date"].(json.Number)
		if !isNumber {
			return fmt.Errorf("a property that is %s", text)
		}
		at, err := date.Int64()
		p.value = time.UnixMilli(at)
		return err
	case []any:
		return fmt.Errorf("a property that is %s", text)
	default:
		p.value = value
	}
	return nil
}

func (p *property) number(text json.Number) error {
	if strings.ContainsAny(text.String(), ".eE") {
		value, err := text.Float64()
		p.value = value
		return err
	}
	value, err := text.Int64()
	p.value = value
	if value >= math.MinInt32 && value <= math.MaxInt32 {
		p.value = int32(value)
	}
	return err
}

func plain(properties map[string]property) map[string]any {
	if properties == nil {
		return nil
	}
	values := make(map[string]any, len(properties))
	for name, each := range properties {
		values[name] = each.value
	}
	return values
}

// shown is a received value as the protocol writes it.
func shown(value any) any {
	switch value := value.(type) {
	case nil, bool, string, int8, int16, int32, int64, uint8, uint16, uint32, uint64:
		return value
	case float32:
		return double(float64(value))
	case float64:
		return double(value)
	case time.Time:
		return map[string]any{"date": value.UnixMilli()}
	case []byte:
		return hex.EncodeToString(value)
	}
	return textOf(value)
}

// double keeps a fraction, so that a whole one is not read as an integer; JSON has no NaN and no infinity.
func double(value float64) any {
	text := strconv.FormatFloat(value, 'g', -1, 64)
	switch {
	case math.IsNaN(value) || math.IsInf(value, 0):
		return text
	case !strings.ContainsAny(text, ".e"):
		text += ".0"
	}
	return json.RawMessage(text)
}

func textOf(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return value
	case amqp.Symbol:
		return string(value)
	case *string:
		if value == nil {
			return ""
		}
		return *value
	case []byte:
		return hex.EncodeToString(value)
	}
	return fmt.Sprint(value)
}

func wholeNumber(value any) (int64, bool) {
	number := reflect.ValueOf(value)
	switch {
	case number.CanInt():
		return number.Int(), true
	case number.CanUint():
		return int64(number.Uint()), true
	}
	return 0, false
}

// describedValue is what a described value describes. The library decodes it to a type that it does not export.
func describedValue(value any) any {
	described := reflect.ValueOf(value)
	if described.Kind() != reflect.Struct || !described.FieldByName("Value").IsValid() {
		return nil
	}
	return described.FieldByName("Value").Interface()
}
